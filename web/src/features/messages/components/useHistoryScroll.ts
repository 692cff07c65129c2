import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { placeOf, type Row } from '../model/rows';
import type { ShownMessage } from '../model/shown';

/** A message to go to. */
export interface Jump {
  readonly number: number;
}

interface Options {
  readonly rows: readonly Row<ShownMessage>[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly onOlder: () => void;
  readonly onNewer: () => void;
  readonly jump: Jump | undefined;
  readonly onSeen: (number: number) => void;
}

const ROWS_AHEAD = 12;
const FAR = 240;

/**
 * Keep the place: begin at the first unread message or at the end, go where a jump leads, ask for more near an edge,
 * and tell what has been seen.
 */
export function useHistoryScroll(virtualizer: Virtualizer<HTMLDivElement, Element>, options: Options) {
  const { rows, hasOlder, hasNewer, onOlder, onNewer, jump, onSeen } = options;
  const isPlaced = useRef(false);
  const done = useRef<Jump>(undefined);

  useLayoutEffect(() => {
    if (isPlaced.current || rows.length === 0) return;
    isPlaced.current = true;
    const unread = rows.findIndex(({ kind }) => kind === 'unread');
    if (unread > 0) virtualizer.scrollToIndex(unread, { align: 'start' });
    else virtualizer.scrollToEnd();
  });

  useLayoutEffect(() => {
    if (!jump || done.current === jump) return;
    const place = placeOf(rows, jump.number);
    if (place < 0) return;
    done.current = jump;
    virtualizer.scrollToIndex(place, { align: 'center' });
  });

  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useEffect(() => {
    if (!isPlaced.current || rows.length === 0) return;
    if (hasOlder && startIndex < ROWS_AHEAD) onOlder();
    if (hasNewer && endIndex > rows.length - ROWS_AHEAD) onNewer();
  }, [startIndex, endIndex, rows.length, hasOlder, hasNewer, onOlder, onNewer]);

  const seen = lastNumber(rows, endIndex);
  useEffect(() => {
    if (seen === undefined) return;
    const tell = () => document.visibilityState === 'visible' && document.hasFocus() && onSeen(seen);
    tell();
    window.addEventListener('focus', tell);
    return () => window.removeEventListener('focus', tell);
  }, [seen, onSeen]);

  const isFarFromEnd = rows.length > 0 && (hasNewer || virtualizer.getDistanceFromEnd() > FAR);
  return { isFarFromEnd, firstShown: startIndex };
}

function lastNumber(rows: readonly Row<ShownMessage>[], end: number): number | undefined {
  for (let at = Math.min(end, rows.length - 1); at >= 0; at -= 1) {
    const row = rows[at];
    if (row && 'message' in row && row.message.number !== null) return row.message.number;
  }
  return undefined;
}
