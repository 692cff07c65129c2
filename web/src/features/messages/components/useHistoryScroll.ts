import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { numberUpTo, placeOf, type Row } from '../model/rows';
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
  readonly onToEnd: () => void;
  readonly onSeen: (number: number) => void;
}

type Scroller = RefObject<HTMLDivElement | null>;
type History = Virtualizer<HTMLDivElement, Element>;

const ROWS_AHEAD = 12;
const FAR = 240;

/**
 * Keep the place: begin at the first unread message or at the end, go where a jump leads, ask for more near an edge,
 * and tell what has been seen.
 */
export function useHistoryScroll(virtualizer: History, scroller: Scroller, options: Options) {
  const { rows, hasOlder, hasNewer, onOlder, onNewer } = options;
  const isPlaced = useOpening(virtualizer, rows);
  useJump(virtualizer, rows, options.jump);
  const goToEnd = useEnd(virtualizer, options);
  useStayAtEnd(virtualizer, scroller);

  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useEffect(() => {
    if (!isPlaced.current || rows.length === 0) return;
    if (hasOlder && startIndex < ROWS_AHEAD) onOlder();
    if (hasNewer && endIndex > rows.length - ROWS_AHEAD) onNewer();
  }, [isPlaced, startIndex, endIndex, rows.length, hasOlder, hasNewer, onOlder, onNewer]);
  useSeen(numberUpTo(rows, endIndex), options.onSeen);

  const isFarFromEnd = rows.length > 0 && (hasNewer || virtualizer.getDistanceFromEnd() > FAR);
  return { isFarFromEnd, firstShown: startIndex, goToEnd };
}

function useOpening(virtualizer: History, rows: Options['rows']) {
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    if (isPlaced.current || rows.length === 0) return;
    isPlaced.current = true;
    const unread = rows.findIndex(({ beginsUnread }) => beginsUnread);
    if (unread > 0) virtualizer.scrollToIndex(unread, { align: 'start' });
    else virtualizer.scrollToEnd();
  });
  return isPlaced;
}

function useJump(virtualizer: History, rows: Options['rows'], jump: Jump | undefined): void {
  const done = useRef<Jump>(undefined);
  useLayoutEffect(() => {
    if (!jump || done.current === jump) return;
    const place = placeOf(rows, jump.number);
    if (place < 0) return;
    done.current = jump;
    virtualizer.scrollToIndex(place, { align: 'center' });
  });
}

/** Give the way to the end; what one has just sent leads there too. */
function useEnd(virtualizer: History, { rows, hasNewer, onToEnd }: Options) {
  const isWanted = useRef(false);
  const last = rows.at(-1);
  const sent = last?.message.waiting ? last.key : undefined;
  const sentBefore = useRef(sent);
  useLayoutEffect(() => {
    if (sent !== undefined && sent !== sentBefore.current) isWanted.current = true;
    sentBefore.current = sent;
    if (!isWanted.current || hasNewer) return;
    isWanted.current = false;
    virtualizer.scrollToEnd();
  });
  return useCallback(() => {
    isWanted.current = true;
    if (hasNewer) onToEnd();
    else virtualizer.scrollToEnd();
  }, [virtualizer, hasNewer, onToEnd]);
}

/** A taller field to write in, or the phone's keyboard, must not cover the last message. */
function useStayAtEnd(virtualizer: History, scroller: Scroller): void {
  useEffect(() => {
    const shown = scroller.current;
    if (!shown) return;
    let height = shown.clientHeight;
    const observer = new ResizeObserver(() => {
      const lost = height - shown.clientHeight;
      height = shown.clientHeight;
      if (lost !== 0 && virtualizer.getDistanceFromEnd() <= Math.abs(lost) + 1) virtualizer.scrollToEnd();
    });
    observer.observe(shown);
    return () => observer.disconnect();
  }, [virtualizer, scroller]);
}

/** Only a person who looks at the page has seen what is on it. */
function useSeen(seen: number | undefined, onSeen: (number: number) => void): void {
  useEffect(() => {
    if (seen === undefined) return;
    const tell = () => document.visibilityState === 'visible' && document.hasFocus() && onSeen(seen);
    tell();
    window.addEventListener('focus', tell);
    return () => window.removeEventListener('focus', tell);
  }, [seen, onSeen]);
}
