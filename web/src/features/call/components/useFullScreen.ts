import { useSyncExternalStore } from 'react';

/** True if the page fills the whole screen. */
export function useFullScreen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('fullscreenchange', listener);
      return () => document.removeEventListener('fullscreenchange', listener);
    },
    () => document.fullscreenElement !== null && document.fullscreenElement !== undefined,
  );
}

/** True if this browser can show a page on the whole screen; that of an iPhone cannot. */
export function canFillScreen(): boolean {
  return typeof document.documentElement.requestFullscreen === 'function';
}

/** Enter or leave full screen. The whole page does: dialogs and notes are outside of the call's element. */
export async function toggleFullScreen(): Promise<void> {
  if (document.fullscreenElement) return document.exitFullscreen();
  await document.documentElement.requestFullscreen();
}
