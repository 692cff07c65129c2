import { type RefObject, useEffect, useEffectEvent } from 'react';
import { useClosedByBack } from './back';

/**
 * What opens over the page: it gives the focus back when it closes, and a press outside of `around` and «Back» close
 * it. Without `around`, presses are its own matter.
 */
export function usePopup(onClose: () => void, around?: RefObject<HTMLElement | null>): void {
  const close = useEffectEvent(onClose);
  useClosedByBack(true, onClose);
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    if (!around) return;
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && !around.current?.contains(target)) close();
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, [around]);
}
