import { useSyncExternalStore } from 'react';

/** The sound and notification settings of this browser. */
export interface SignalSettings {
  readonly sound: boolean;
  readonly notifications: boolean;
}

const REMEMBERED = 'parta.signals';
const CHANGED = 'parta:signals';
const DEFAULTS: SignalSettings = { sound: true, notifications: false };

let known: { readonly text: string | null; readonly settings: SignalSettings } = {
  text: null,
  settings: DEFAULTS,
};

/** Return the settings of this browser. */
export function signalSettings(): SignalSettings {
  const text = localStorage.getItem(REMEMBERED);
  if (text !== known.text) known = { text, settings: { ...DEFAULTS, ...(text ? JSON.parse(text) : {}) } };
  return known.settings;
}

/** Change the settings; system notifications need the browser's permission. */
async function changeSettings(change: Partial<SignalSettings>): Promise<void> {
  const wanted = { ...signalSettings(), ...change };
  const mayNotify = !wanted.notifications || (await Notification.requestPermission()) === 'granted';
  const settings = { ...wanted, notifications: wanted.notifications && mayNotify };
  localStorage.setItem(REMEMBERED, JSON.stringify(settings));
  window.dispatchEvent(new Event(CHANGED));
}

/** Return the settings of this browser, and the function to change them. */
export function useSignalSettings(): readonly [
  SignalSettings,
  (change: Partial<SignalSettings>) => Promise<void>,
] {
  return [useSyncExternalStore(onChange, signalSettings), changeSettings];
}

function onChange(listener: () => void): () => void {
  window.addEventListener('storage', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
}
