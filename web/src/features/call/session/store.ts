/** The running call of this tab, and the parts of its state that components follow. */
import { useRef, useSyncExternalStore } from 'react';
import type { Person } from '../model/people';
import { keyOf, type Source } from './present';
import { CallSession, type CallStart } from './session';
import { keepEqual } from './sharing';
import type { CallSnapshot } from './snapshot';

let running: CallSession | undefined;
const listeners = new Set<() => void>();

/** Start a call; a running one is left. */
export function startCall(start: CallStart): CallSession {
  void running?.leave();
  running = new CallSession(start);
  notify();
  return running;
}

/** Clear a call that is over. */
export function endCall(session: CallSession): void {
  if (running !== session) return;
  running = undefined;
  notify();
}

/** Return the call that runs in this tab. */
export function useCall(): CallSession | undefined {
  return useSyncExternalStore(subscribe, () => running);
}

/** Return a part of a call's state. The component is drawn again only when that part is no longer equal. */
export function useCallState<T>(session: CallSession, select: (snapshot: CallSnapshot) => T): T {
  const last = useRef<T>(undefined);
  return useSyncExternalStore(session.subscribe, () => {
    const next = keepEqual(last.current, select(session.snapshot));
    last.current = next;
    return next;
  });
}

/** Return a person in the call, or undefined once they have left. */
export function usePerson(session: CallSession, id: string): Person | undefined {
  return useCallState(session, ({ people }) => people.find((person) => person.id === id));
}

/** True while this person speaks. */
export function useSpeaking(session: CallSession, id: string): boolean {
  return useCallState(session, ({ speaking }) => speaking.has(id));
}

/** True if this person is pinned. */
export function usePinned(session: CallSession, id: string): boolean {
  return useCallState(session, ({ view: { pin } }) => pin?.type === 'person' && pin.id === id);
}

/** Return the video of a device's camera or screen. */
export function useVideo(session: CallSession, identity: string, source: Source) {
  return useCallState(session, ({ videos }) => videos.get(keyOf(identity, source)));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
