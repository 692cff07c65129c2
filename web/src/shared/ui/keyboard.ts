import type { KeyboardEvent } from 'react';

/**
 * Move the focus among the children marked `data-stop` by the arrows, Home and End, so that a long list is one stop
 * of the Tab key. Give it to `onKeyDown` of the list. What an open menu inside has done is done.
 */
export function moveAmongStops(event: KeyboardEvent<HTMLElement>): void {
  if (event.defaultPrevented) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')];
  const next = stopAfter(event.key, stops.indexOf(document.activeElement as HTMLElement), stops.length);
  const stop = next === undefined ? undefined : stops[next];
  if (!stop) return;
  event.preventDefault();
  stop.focus();
}

/** Give what keys do in a menu: Escape and Tab close it, the others move within it. */
export function keysOfMenu(onClose: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return moveAmongStops(event);
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
}

/** Give the place to go from `at` among `count` stops by this key, or undefined where the key does not move. */
export function stopAfter(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
