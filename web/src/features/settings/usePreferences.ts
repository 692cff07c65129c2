import { useSyncExternalStore } from 'react';
import { type Preferences, readPreferences } from './model/preferences';

const REMEMBERED = 'parta.preferences';
const CHANGED = 'parta:preferences';
let last: { readonly kept: string | null; readonly read: Preferences } | undefined;

/** Give what the person has set in this browser. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(onChange, preferences);
}

function preferences(): Preferences {
  const kept = localStorage.getItem(REMEMBERED);
  // The same object for the same text, or React would draw for ever.
  if (last?.kept !== kept || !last) {
    last = { kept, read: readPreferences(kept, window.matchMedia('(pointer: coarse)').matches) };
  }
  return last.read;
}

/** Set something from now on, in every tab. */
export function setPreferences(change: Partial<Preferences>): void {
  localStorage.setItem(REMEMBERED, JSON.stringify({ ...preferences(), ...change }));
  window.dispatchEvent(new Event(CHANGED));
}

function onChange(listener: () => void): () => void {
  window.addEventListener('storage', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
}
