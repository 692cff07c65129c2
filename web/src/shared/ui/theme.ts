import { useSyncExternalStore } from 'react';

/** The chosen colour scheme; `system` follows the device. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const REMEMBERED = 'parta.theme';
const CHANGED = 'parta:theme';
const darkDevice = () => window.matchMedia('(prefers-color-scheme: dark)');

/** Return the choice on this device. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(onChange, chosen);
}

/** Return the current colour scheme. */
export function useColorScheme(): 'light' | 'dark' {
  return useSyncExternalStore(onChange, () => {
    const choice = chosen();
    if (choice !== 'system') return choice;
    return darkDevice().matches ? 'dark' : 'light';
  });
}

/** Change the choice, in all tabs. */
export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(REMEMBERED, choice);
  document.documentElement.dataset['theme'] = choice;
  window.dispatchEvent(new Event(CHANGED));
}

function chosen(): ThemeChoice {
  const remembered = localStorage.getItem(REMEMBERED);
  return remembered === 'light' || remembered === 'dark' ? remembered : 'system';
}

function onChange(listener: () => void): () => void {
  const device = darkDevice();
  device.addEventListener('change', listener);
  window.addEventListener('storage', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    device.removeEventListener('change', listener);
    window.removeEventListener('storage', listener);
    window.removeEventListener(CHANGED, listener);
  };
}
