/** Which pin the bar shows, and its lines. Pure. */

/** A pinned message in words. */
export interface ShownPin {
  readonly messageId: string;
  /** Its number in the conversation. */
  readonly number: number;
  readonly author: string;
  readonly words: string;
  readonly pinnedBy: string;
  readonly pinnedAt: string;
}

/** Which pin is shown: by its message, as long as no newer one has come since. */
export interface Place {
  readonly messageId: string;
  readonly newest: string;
}

/** The lines at the side of the bar, from the top; the lowest is the newest pin. */
export interface Lines {
  readonly count: number;
  readonly current: number;
}

const MOST_LINES = 4;

/** Return the index of the shown pin: of the newest one, unless the person went on to others. */
export function indexOf(pins: readonly ShownPin[], place: Place | undefined): number {
  if (!place || place.newest !== pins[0]?.messageId) return 0;
  return Math.max(
    0,
    pins.findIndex(({ messageId }) => messageId === place.messageId),
  );
}

/** Return the place after a press: the next older pin, and after the oldest the newest again. */
export function placeAfter(pins: readonly ShownPin[], index: number): Place | undefined {
  const newest = pins[0];
  const next = pins[(index + 1) % pins.length];
  return newest && next && { messageId: next.messageId, newest: newest.messageId };
}

/** Return the lines for the pin with this index; of many pins, those around it. */
export function linesOf(count: number, index: number): Lines {
  const shown = Math.min(count, MOST_LINES);
  const fromTop = count - 1 - index;
  const first = Math.max(0, Math.min(fromTop - Math.floor(shown / 2), count - shown));
  return { count: shown, current: fromTop - first };
}
