/** The one running call of this tab. */
import { useSyncExternalStore } from 'react';
import type { CallPicture } from './picture';
import { type Beginning, CallSession } from './session';

let running: CallSession | undefined;
const listeners = new Set<() => void>();

/** Be in a call from now on; one that runs is left. */
export function beginCall(beginning: Beginning): CallSession {
  void running?.leave();
  running = new CallSession(beginning);
  tell();
  return running;
}

/** Forget a call that is over. */
export function forgetCall(session: CallSession): void {
  if (running !== session) return;
  running = undefined;
  tell();
}

/** Give the call that runs in this tab. */
export function useCall(): CallSession | undefined {
  return useSyncExternalStore(subscribe, () => running);
}

/** Give what there is to draw of a call. */
export function usePicture(session: CallSession): CallPicture {
  return useSyncExternalStore(session.subscribe, () => session.picture);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
