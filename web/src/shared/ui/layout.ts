import { useSyncExternalStore } from 'react';

const WIDE = '(min-width: 768px)';

/** Tell whether there is room for the list beside the conversation. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(WIDE).matches,
  );
}
