import { useCallback, useEffect, useRef, useState } from 'react';
import type { History } from '@/data/messenger/history';
import type { Jump } from '@/features/messages/model/scroll';
import { useOverlays } from '@/shared/ui/Overlays';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Another one each time that a message is asked for. */
    askedAs?: string;
  }
}

const LIT_MS = 2_000;

/** Return the message to show, and functions to show a number or the end. */
export function useJumps(
  { jumpTo, jumpToEnd }: History,
  first: number | undefined,
  askedAs: string | undefined,
) {
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
  useFirst(first, askedAs, to);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return { jump, to, toEnd };
}

/** Show the message of the address: when it becomes another, and when the same one is asked for again. */
function useFirst(
  first: number | undefined,
  askedAs: string | undefined,
  to: (number: number) => void,
): void {
  const done = useRef<{ readonly first: number | undefined; readonly askedAs: string | undefined }>(
    undefined,
  );
  useEffect(() => {
    const before = done.current;
    // «О чате» has the address of the same chat, and nothing is asked for by it.
    if (before?.first === first && (askedAs === undefined || askedAs === before?.askedAs)) return;
    done.current = { first, askedAs };
    if (first !== undefined) to(first);
  }, [first, askedAs, to]);
}
