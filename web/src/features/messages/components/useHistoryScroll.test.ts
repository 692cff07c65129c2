import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { act, fireEvent, renderHook } from '@testing-library/react';
import fc from 'fast-check';
import { useLayoutEffect } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { message } from '@/shared/testing/chat';
import { type Row, rowsOf } from '../model/rows';
import type { ShownMessage } from '../model/shown';
import { useHistoryScroll } from './useHistoryScroll';

const VIEW = 600;
const HEADING = 68;
const nothing = () => undefined;

type List = Virtualizer<HTMLElement, Element>;
type HeightOf = (row: Row<ShownMessage>) => number;

afterEach(() => vi.useRealTimers());

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'],
  });
  class SilentObserver {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  }
  vi.stubGlobal('ResizeObserver', SilentObserver);
});

/** Return an element that scrolls as in a browser: its events come later. */
function scrollerOf(total: () => number) {
  const element = document.createElement('div');
  let top = 0;
  const scrollTo = (to: number) => {
    top = Math.max(0, Math.min(to, total() - VIEW));
  };
  Object.defineProperties(element, {
    clientHeight: { get: () => VIEW },
    offsetHeight: { get: () => VIEW },
    scrollHeight: { get: total },
    scrollTop: { get: () => top, set: scrollTo },
    scrollTo: { value: (to: ScrollToOptions) => scrollTo(to.top ?? 0) },
  });
  return element;
}

/** Show messages of these heights; new rows are measured as React adds them, others when the browser lays them out. */
function showHistory(first: number, last: number, heightOf: HeightOf) {
  const known = new Set<unknown>();
  let list: List | undefined;
  let total = VIEW;
  const element = scrollerOf(() => total);
  document.body.append(element);
  const scroller = { current: element };
  const options = { hasOlder: false, hasNewer: false, onOlder: nothing, onNewer: nothing, jump: undefined };
  const rows = (from: number) => {
    const numbers = Array.from({ length: last - from + 1 }, (_, at) => from + at);
    const messages = numbers.map((number) => message(number, { sent_at: '2026-11-23T09:00:00Z' }));
    return rowsOf<ShownMessage>(messages, { joinsGroups: () => true });
  };
  let shown = rows(first);
  const heightAt = (index: number) => {
    const row = shown[index];
    return row ? heightOf(row) : 0;
  };
  const addNew = (virtualizer: List) => {
    for (const { key, index } of virtualizer.getVirtualItems()) {
      if (known.has(key)) continue;
      known.add(key);
      const node = document.createElement('div');
      node.dataset['index'] = `${index}`;
      element.append(node);
      virtualizer.measureElement(node);
    }
  };
  const hook = renderHook(
    ({ shown }) => {
      const virtualizer = useVirtualizer<HTMLElement, Element>({
        count: shown.length,
        getScrollElement: () => element,
        estimateSize: () => 56,
        getItemKey: (at) => shown[at]?.key ?? at,
        overscan: 10,
        anchorTo: 'end',
        scrollEndThreshold: 80,
        paddingStart: 8,
        paddingEnd: 8,
        measureElement: (node) => heightAt(Number((node as HTMLElement).dataset['index'])),
        observeElementRect: (_, tell) => tell({ width: 400, height: VIEW }),
      });
      list = virtualizer;
      total = Math.max(VIEW, virtualizer.getTotalSize());
      useLayoutEffect(() => addNew(virtualizer));
      useHistoryScroll(virtualizer as never, scroller as never, {
        ...options,
        rows: shown,
        onToEnd: nothing,
        onSeen: nothing,
      });
    },
    { initialProps: { shown } },
  );
  /** Let the browser go on: the events of scrolling, then the new heights, until nothing moves. */
  const settle = () => {
    for (let frame = 0; frame < 6; frame += 1) {
      act(() => void fireEvent.scroll(element));
      act(() => vi.advanceTimersByTime(16));
      act(() => {
        for (const { index } of list?.getVirtualItems() ?? []) list?.resizeItem(index, heightAt(index));
      });
    }
  };
  settle();
  return {
    scrollTo: (top: number) => {
      act(() => void fireEvent.wheel(element));
      element.scrollTop = top;
      settle();
    },
    /** Let the list see that the scrolling is over. */
    rest: () => act(() => vi.advanceTimersByTime(500)),
    addOlder: (from: number) => {
      shown = rows(from);
      hook.rerender({ shown });
      settle();
    },
    /** The rows in view, and where their lower edges are in it. */
    seen: () =>
      new Map(
        list
          ?.getVirtualItems()
          .map(({ key, end }) => [String(key), end - element.scrollTop] as const)
          .filter(([, end]) => end > 0 && end < VIEW),
      ),
    end: () => {
      hook.unmount();
      element.remove();
    },
  };
}

it('older messages above leave what one reads in its place, whatever heights they and the headings have', () => {
  const heights = fc.array(fc.integer({ min: 30, max: 240 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(heights, fc.integer({ min: 0, max: 700 }), fc.boolean(), (given, top, isAtRest) => {
      const heightOf: HeightOf = ({ message: { number }, beginsDay }) =>
        (given[number % given.length] ?? 56) + (beginsDay ? HEADING : 0);
      const history = showHistory(101, 150, heightOf);
      history.scrollTo(top);
      if (isAtRest) history.rest();
      const before = history.seen();
      history.addOlder(51);
      history.addOlder(1);
      const after = history.seen();
      history.end();
      expect([...before].filter(([key, end]) => Math.abs((after.get(key) ?? 0) - end) > 1)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
