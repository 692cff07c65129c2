import { useSyncExternalStore } from 'react';
import { type Preferences, readPreferences } from './model/preferences';

const REMEMBERED = 'parta.preferences';
const CHANGED = 'parta:preferences';
let last: { readonly stored: string | null; readonly read: Preferences } | undefined;

/** Return the settings of this browser. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(onChange, preferences);
}

function preferences(): Preferences {
  const stored = localStorage.getItem(REMEMBERED);
  // The same object for the same text, otherwise React would render forever.
  if (last?.stored !== stored || !last) {
    last = { stored, read: readPreferences(stored, window.matchMedia('(pointer: coarse)').matches) };
  }
  return last.read;
}

/** Change the settings, in all tabs. */
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
