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
  const goTo = useTarget(virtualizer, rows, scroller);
  const isPlaced = useOpening(rows, goTo);
  useJump(rows, options.jump, goTo);
  const goToEnd = useEnd(options, goTo);
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

/** Where to be, until the person scrolls. */
type Target = { readonly key: string; readonly align: 'start' | 'center' } | 'end';

/**
 * Give the way to a place. Pages that come above and heights that become known move everything: until the person
 * scrolls, the place is sought again whenever rows or heights have changed.
 */
function useTarget(virtualizer: History, rows: Options['rows'], scroller: Scroller) {
  const target = useRef<Target>(undefined);
  const seek = useCallback(() => {
    if (target.current === 'end') virtualizer.scrollToEnd();
    else if (target.current) {
      const { key, align } = target.current;
      const place = rows.findIndex((row) => row.key === key);
      if (place >= 0) virtualizer.scrollToIndex(place, { align });
    }
  }, [virtualizer, rows]);
  const latest = useRef(seek);
  const height = virtualizer.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height moves the place
  useLayoutEffect(() => {
    latest.current = seek;
    seek();
  }, [seek, height]);
  useEffect(() => {
    const shown = scroller.current;
    const letGo = () => {
      target.current = undefined;
    };
    const signs = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
    for (const sign of signs) shown?.addEventListener(sign, letGo, { passive: true });
    return () => {
      for (const sign of signs) shown?.removeEventListener(sign, letGo);
    };
  }, [scroller]);
  return useCallback((next: Target) => {
    target.current = next;
    latest.current();
  }, []);
}

function useOpening(rows: Options['rows'], goTo: (target: Target) => void) {
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    if (isPlaced.current || rows.length === 0) return;
    isPlaced.current = true;
    const unread = rows.find(({ beginsUnread }) => beginsUnread);
    goTo(unread ? { key: unread.key, align: 'start' } : 'end');
  });
  return isPlaced;
}

function useJump(rows: Options['rows'], jump: Jump | undefined, goTo: (target: Target) => void): void {
  const done = useRef<Jump>(undefined);
  useLayoutEffect(() => {
    if (!jump || done.current === jump) return;
    const row = rows[placeOf(rows, jump.number)];
    if (!row) return;
    done.current = jump;
    goTo({ key: row.key, align: 'center' });
  });
}

/** Give the way to the end; what one has just sent leads there too. */
function useEnd({ rows, hasNewer, onToEnd }: Options, goTo: (target: Target) => void) {
  const isWanted = useRef(false);
  const last = rows.at(-1);
  const sent = last?.message.waiting ? last.key : undefined;
  const sentBefore = useRef(sent);
  useLayoutEffect(() => {
    if (sent !== undefined && sent !== sentBefore.current) isWanted.current = true;
    sentBefore.current = sent;
    if (!isWanted.current || hasNewer) return;
    isWanted.current = false;
    goTo('end');
  });
  return useCallback(() => {
    isWanted.current = hasNewer;
    if (hasNewer) onToEnd();
    else goTo('end');
  }, [goTo, hasNewer, onToEnd]);
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
