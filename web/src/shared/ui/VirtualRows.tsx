import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { stopAfter } from './keyboard';
import styles from './VirtualRows.module.css';

/** What stands in the list. */
export interface Entry {
  readonly key: string;
  /** Of what is no row it is an estimate. */
  readonly height: number;
  /** True for what keys move among, and what is counted; its content is marked `data-stop`. */
  readonly isRow: boolean;
}

export interface RowsHandle {
  /** Move the focus to the first row. */
  readonly focusFirst: () => void;
}

interface Props<E extends Entry> {
  readonly label: string;
  readonly className?: string | undefined;
  readonly entries: readonly E[];
  readonly render: (entry: E) => ReactNode;
  readonly handle?: Ref<RowsHandle>;
}

/** Rows that are drawn beyond what is seen, at both ends. */
const AHEAD = 6;

/**
 * A long list of which only what is seen is drawn. It is one tab stop: arrow keys, Home and End move among all rows. A
 * row with the focus stays when it is scrolled out of sight.
 */
export function VirtualRows<E extends Entry>({ label, className, entries, render, handle }: Props<E>) {
  const scroller = useRef<HTMLElement>(null);
  const focused = useRef<string>(undefined);
  const [wanted, setWanted] = useState<string>();
  const indexOf = (key: string | undefined) => entries.findIndex((entry) => entry.key === key);
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => entries[index]?.height ?? 0,
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: AHEAD,
    rangeExtractor: (range) => withIndexes(range, [indexOf(focused.current), indexOf(wanted)]),
  });
  const rows = entries.flatMap(({ isRow }, index) => (isRow ? [index] : []));
  const goTo = (index: number | undefined) => {
    if (index === undefined) return;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    setWanted(entries[index]?.key);
  };
  useImperativeHandle(handle, () => ({ focusFirst: () => goTo(rows[0]) }));
  useLayoutEffect(() => {
    if (wanted === undefined) return;
    const place = scroller.current?.querySelector(`[data-index="${indexOf(wanted)}"]`);
    place?.querySelector<HTMLElement>('[data-stop]')?.focus({ preventScroll: true });
    setWanted(undefined);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const next = stopAfter(event.key, rows.indexOf(indexOf(focused.current)), rows.length);
    if (next === undefined) return;
    event.preventDefault();
    goTo(rows[next]);
  };
  const onFocus = ({ target }: FocusEvent) => {
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index']);
    focused.current = entries[index]?.key;
  };
  const onBlur = () => {
    focused.current = undefined;
  };
  return (
    <nav
      ref={scroller}
      className={className}
      aria-label={label}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      <ul className={styles['rows']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index];
          if (!entry) return null;
          return (
            <li
              key={key}
              ref={entry.isRow ? undefined : virtualizer.measureElement}
              data-index={index}
              className={styles['place']}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={entry.isRow ? rows.length : undefined}
              aria-posinset={entry.isRow ? rows.indexOf(index) + 1 : undefined}
            >
              {render(entry)}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function withIndexes(range: Range, more: readonly number[]): number[] {
  const indexes = new Set([...defaultRangeExtractor(range), ...more.filter((index) => index >= 0)]);
  return [...indexes].sort((one, other) => one - other);
}
