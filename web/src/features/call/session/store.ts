/** The running call of this tab. */
import { useSyncExternalStore } from 'react';
import { CallSession, type CallStart } from './session';
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

/** Return the snapshot of a call. */
export function useCallSnapshot(session: CallSession): CallSnapshot {
  return useSyncExternalStore(session.subscribe, () => session.snapshot);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}
