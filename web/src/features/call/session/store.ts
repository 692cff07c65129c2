import { useRef, useSyncExternalStore } from 'react';
import type { ShownParticipant } from '../model/people';
import { keyOf, type Source } from './present';
import { setCall } from './running';
import { CallSession, type CallStart } from './session';
import { keepEqual } from './sharing';
import type { CallSnapshot } from './snapshot';

/** Start a call; a running one is left. */
export function startCall(start: CallStart): CallSession {
  const session = new CallSession(start);
  setCall(session);
  return session;
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
export function usePerson(session: CallSession, id: string): ShownParticipant | undefined {
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
