import type { Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { numberUpTo, placeOf, type Row } from '../model/rows';
import type { ShownMessage } from '../model/shown';

/** A message to show. */
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
 * Manage the scroll position: start at the first unread message or at the end, follow jumps, load more near an
 * edge, and report what was seen.
 */
export function useHistoryScroll(virtualizer: History, scroller: Scroller, options: Options) {
  const { rows, hasOlder, hasNewer, onOlder, onNewer } = options;
  const scrollTo = useTarget(virtualizer, rows, scroller);
  const isPlaced = useOpening(rows, scrollTo);
  useJump(rows, options.jump, scrollTo);
  const scrollToEnd = useEnd(options, scrollTo);
  useStayAtEnd(virtualizer, scroller);

  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  useEffect(() => {
    if (!isPlaced.current || rows.length === 0) return;
    if (hasOlder && startIndex < ROWS_AHEAD) onOlder();
    if (hasNewer && endIndex > rows.length - ROWS_AHEAD) onNewer();
  }, [isPlaced, startIndex, endIndex, rows.length, hasOlder, hasNewer, onOlder, onNewer]);
  useSeen(numberUpTo(rows, endIndex), options.onSeen);

  const isFarFromEnd = rows.length > 0 && (hasNewer || virtualizer.getDistanceFromEnd() > FAR);
  return { isFarFromEnd, firstShown: startIndex, scrollToEnd };
}

/** The scroll target, until the person scrolls. */
type Target = { readonly key: string; readonly align: 'start' | 'center' } | 'end';

/**
 * Return the function that scrolls to a target. New pages and measured heights move everything, so until the
 * person scrolls the target is restored whenever rows or heights change.
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

function useOpening(rows: Options['rows'], scrollTo: (target: Target) => void) {
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    if (isPlaced.current || rows.length === 0) return;
    isPlaced.current = true;
    const unread = rows.find(({ beginsUnread }) => beginsUnread);
    scrollTo(unread ? { key: unread.key, align: 'start' } : 'end');
  });
  return isPlaced;
}

function useJump(rows: Options['rows'], jump: Jump | undefined, scrollTo: (target: Target) => void): void {
  const done = useRef<Jump>(undefined);
  useLayoutEffect(() => {
    if (!jump || done.current === jump) return;
    const row = rows[placeOf(rows, jump.number)];
    if (!row) return;
    done.current = jump;
    scrollTo({ key: row.key, align: 'center' });
  });
}

/** Return the function that scrolls to the end; sending scrolls there, too. */
function useEnd({ rows, hasNewer, onToEnd }: Options, scrollTo: (target: Target) => void) {
  const isWanted = useRef(false);
  const last = rows.at(-1);
  const sent = last?.message.waiting ? last.key : undefined;
  const sentBefore = useRef(sent);
  useLayoutEffect(() => {
    if (sent !== undefined && sent !== sentBefore.current) isWanted.current = true;
    sentBefore.current = sent;
    if (!isWanted.current || hasNewer) return;
    isWanted.current = false;
    scrollTo('end');
  });
  return useCallback(() => {
    isWanted.current = hasNewer;
    if (hasNewer) onToEnd();
    else scrollTo('end');
  }, [scrollTo, hasNewer, onToEnd]);
}

/** A taller composer or the phone's keyboard must not cover the last message. */
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

/** Only a visible page counts as seen. */
function useSeen(seen: number | undefined, onSeen: (number: number) => void): void {
  useEffect(() => {
    if (seen === undefined) return;
    const tell = () => document.visibilityState === 'visible' && document.hasFocus() && onSeen(seen);
    tell();
    window.addEventListener('focus', tell);
    return () => window.removeEventListener('focus', tell);
  }, [seen, onSeen]);
}
