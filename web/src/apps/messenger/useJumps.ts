import { useCallback, useEffect, useRef, useState } from 'react';
import type { History } from '@/data/messenger/history';
import type { Jump } from '@/features/messages/model/scroll';
import { useOverlays } from '@/shared/ui/Overlays';

const LIT_MS = 2_000;

/** Return the message to show, and functions to show a number or the end. */
export function useJumps({ jumpTo, jumpToEnd }: History, first: number | undefined) {
  const [jump, setJump] = useState<Jump>();
  const { noteFailure } = useOverlays();
  const timer = useRef<number>(undefined);
  const to = useCallback(
    (number: number) => {
      jumpTo(number).then(() => {
        setJump({ number });
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => setJump(undefined), LIT_MS);
      }, noteFailure);
    },
    [jumpTo, noteFailure],
  );
  const toEnd = useCallback(() => void jumpToEnd(), [jumpToEnd]);
  useEffect(() => {
    if (first !== undefined) to(first);
  }, [first, to]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return { jump, to, toEnd };
}
