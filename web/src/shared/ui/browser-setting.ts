import { useSyncExternalStore } from 'react';

/** What a person has chosen in this browser, for all its tabs. */
export interface BrowserSetting<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Return the value; renders again when it changes, in whatever tab. */
  readonly use: () => T;
}

/** Return the setting that is stored under this name; `read` makes it of what is stored, which may be anything. */
export function browserSetting<T>(name: string, read: (stored: string | null) => T): BrowserSetting<T> {
  const changed = name.replace('.', ':');
  let last: { readonly stored: string | null; readonly value: T } | undefined;
  const get = () => {
    const stored = localStorage.getItem(name);
    // The same object for the same text, otherwise React would render forever.
    if (last?.stored !== stored || !last) last = { stored, value: read(stored) };
    return last.value;
  };
  const subscribe = (listener: () => void) => {
    window.addEventListener('storage', listener);
    window.addEventListener(changed, listener);
    return () => {
      window.removeEventListener('storage', listener);
      window.removeEventListener(changed, listener);
    };
  };
  return {
    get,
    set: (value) => {
      localStorage.setItem(name, JSON.stringify(value));
      window.dispatchEvent(new Event(changed));
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}
