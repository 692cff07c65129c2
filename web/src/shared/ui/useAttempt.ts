import { useCallback, useRef } from 'react';
import { useOverlays } from './Overlays';

/**
 * Return a function that runs an action. While it runs, starting the same again does nothing; failures are
 * shown as notes.
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
