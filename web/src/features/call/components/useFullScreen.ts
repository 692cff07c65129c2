import { useSyncExternalStore } from 'react';

/** Tell whether the page fills the whole screen. */
export function useFullScreen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('fullscreenchange', listener);
      return () => document.removeEventListener('fullscreenchange', listener);
    },
    () => document.fullscreenElement !== null && document.fullscreenElement !== undefined,
  );
}

/** Fill the whole screen, or come back. The page itself does: questions and notes stand outside of the call. */
export async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  await document.documentElement.requestFullscreen?.();
}
