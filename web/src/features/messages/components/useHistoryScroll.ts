import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { numberUpTo, type Row } from '../model/rows';
import {
  initialScroll,
  type Jump,
  movesView,
  type ScrollEffect,
  type ScrollInput,
  turn,
} from '../model/scroll';
import type { ShownMessage } from '../model/shown';

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
type Send = (input: ScrollInput) => void;

const FAR = 240;
/** What shows that the person scrolls. */
const SIGNS = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;

/** Scroll as the state machine says, tell it what happens, and report what was seen. */
export function useHistoryScroll(virtualizer: History, scroller: Scroller, options: Options) {
  const { rows, hasOlder, hasNewer, jump } = options;
  const send = useMachine(virtualizer, options);
  const height = virtualizer.getTotalSize();
  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};

  useLayoutEffect(() => send({ type: 'rows', rows, hasNewer, jump }), [send, rows, hasNewer, jump]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height moves the place
  useLayoutEffect(
    () => send({ type: 'heights', distance: virtualizer.getDistanceFromEnd() }),
    [send, virtualizer, height],
  );
  useEffect(
    () => send({ type: 'view', first: startIndex, last: endIndex, count: rows.length, hasOlder, hasNewer }),
    [send, startIndex, endIndex, rows.length, hasOlder, hasNewer],
  );
  useScroller(virtualizer, scroller, send);
  useSeen(numberUpTo(rows, endIndex), options.onSeen);

  const scrollToEnd = useCallback(() => send({ type: 'toEnd', hasNewer }), [send, hasNewer]);
  const isFarFromEnd = rows.length > 0 && (hasNewer || virtualizer.getDistanceFromEnd() > FAR);
  return { isFarFromEnd, firstShown: startIndex, scrollToEnd };
}

/** Return the function that gives an input to the machine and runs the effects. */
function useMachine(virtualizer: History, options: Options): Send {
  const scroll = useRef(initialScroll);
  const latest = useRef(options);
  useLayoutEffect(() => {
    latest.current = options;
  });
  return useCallback(
    (input) => {
      const run = (effect: ScrollEffect) => {
        const { rows, onOlder, onNewer, onToEnd } = latest.current;
        if (effect.do === 'loadOlder') return onOlder();
        if (effect.do === 'loadNewer') return onNewer();
        if (effect.do === 'showEnd') return onToEnd();
        if (effect.do === 'keep') return keepDistance(virtualizer, effect.distance);
        const { target } = effect;
        if (target.at === 'end') return virtualizer.scrollToEnd();
        const index = rows.findIndex(({ key }) => key === target.key);
        if (index >= 0) virtualizer.scrollToIndex(index, { align: target.align });
      };
      const [next, effects] = turn(scroll.current, input);
      scroll.current = next;
      virtualizer.shouldAdjustScrollPositionOnItemSizeChange = next.hold ? undefined : moveAlong;
      for (const effect of effects) run(effect);
    },
    [virtualizer],
  );
}

function keepDistance(virtualizer: History, distance: number): void {
  const { scrollHeight = 0, clientHeight = 0 } = virtualizer.scrollElement ?? {};
  virtualizer.scrollToOffset(scrollHeight - clientHeight - distance);
}

function moveAlong(row: VirtualItem, _: number, view: History): boolean {
  return movesView(row, view);
}

/** Tell the machine what happens to the scrolled element. */
function useScroller(virtualizer: History, scroller: Scroller, send: Send): void {
  useEffect(() => {
    const shown = scroller.current;
    if (!shown) return;
    const take = () => send({ type: 'taken' });
    let height = shown.clientHeight;
    const onScroll = () => {
      // A view that grows may be moved by its end: what counts is where it was before.
      if (height !== shown.clientHeight) return;
      send({ type: 'scrolled', distance: virtualizer.getDistanceFromEnd() });
    };
    const observer = new ResizeObserver(() => {
      if (height !== shown.clientHeight) send({ type: 'resized' });
      height = shown.clientHeight;
    });
    observer.observe(shown);
    shown.addEventListener('scroll', onScroll, { passive: true });
    for (const sign of SIGNS) shown.addEventListener(sign, take, { passive: true });
    return () => {
      observer.disconnect();
      shown.removeEventListener('scroll', onScroll);
      for (const sign of SIGNS) shown.removeEventListener(sign, take);
    };
  }, [virtualizer, scroller, send]);
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
