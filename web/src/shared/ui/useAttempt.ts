import { useCallback, useRef } from 'react';
import { useOverlays } from './Overlays';

/**
 * Give what does something after a press. While it is on its way, another press of the same does nothing; what fails is
 * said at the foot of the page.
 */
export function useAttempt(): (what: string, act: () => Promise<unknown>) => void {
  const { noteFailure } = useOverlays();
  const underWay = useRef(new Set<string>());
  return useCallback(
    (what, act) => {
      if (underWay.current.has(what)) return;
      underWay.current.add(what);
      void act()
        .catch(noteFailure)
        .finally(() => underWay.current.delete(what));
    },
    [noteFailure],
  );
}
