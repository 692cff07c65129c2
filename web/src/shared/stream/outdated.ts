/** Tracks whether this page is of another build than the server or another tab, and cannot work with it. */
import { useSyncExternalStore } from 'react';

let isOld = false;
const listeners = new Set<() => void>();

/** Mark this page as outdated, until it is reloaded. */
export function reportOutdated(): void {
  isOld = true;
  for (const listener of listeners) listener();
}

/** True once this page is known to be outdated. */
export function isOutdated(): boolean {
  return isOld;
}

/** True once this page is known to be outdated; renders again when it becomes so. */
export function useIsOutdated(): boolean {
  return useSyncExternalStore(subscribe, isOutdated);
}

/** Reset between tests. */
export function resetOutdated(): void {
  isOld = false;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
