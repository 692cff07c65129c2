import type { KeyboardEvent } from 'react';

/**
 * Move the focus among the children marked `data-stop` by arrow keys, Home and End, so that a long list is one
 * tab stop. Use as `onKeyDown` of the list. Events handled by an open menu inside are ignored.
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

/** Return the key handler of a menu: Escape and Tab close it, the others move within it. */
export function keysOfMenu(onClose: () => void): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return moveAmongStops(event);
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
}

/** Return the index to move to from `at` among `count` stops, or undefined if the key does not move. */
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
