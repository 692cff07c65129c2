/** The call that runs in this tab. Without the session's own code, which loads with the first call. */
import { useSyncExternalStore } from 'react';
import { forgetCall, rememberCall } from '@/data/call/tab';
import type { CallSession } from './session';

let running: CallSession | undefined;
const listeners = new Set<() => void>();

/** Make this the call of this tab; a running one is left. */
export function setCall(session: CallSession): void {
  void running?.leave();
  running = session;
  rememberCall(session.callId);
  callListeners();
}

/** Clear a call that is over. */
export function endCall(session: CallSession): void {
  if (running !== session) return;
  running = undefined;
  forgetCall(session.callId);
  callListeners();
}

/** Return the call that runs in this tab. */
export function useCall(): CallSession | undefined {
  return useSyncExternalStore(subscribe, () => running);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function callListeners(): void {
  for (const listener of listeners) listener();
}
