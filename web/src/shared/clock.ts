/**
 * The one clock of a page. What the server has decided or will decide (when a call rings, when a lesson opens, until
 * when a chat is muted) is compared with the server's time, which every answer tells: the device's clock may be wrong.
 */

/** How far the device's clock is behind the server's, in milliseconds. */
let offset = 0;

/** An answer tells its time to the second, and has taken a while to come: smaller differences mean nothing. */
const PRECISION_MS = 2_000;
/** After a longer wait nobody knows when the answer was written. */
const LONGEST_WAIT_MS = 10_000;

/** Return the server's time, in milliseconds. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** Return the device's time, in milliseconds: to measure how long something takes, and for nothing else. */
export function localNow(): number {
  return Date.now();
}

/** Learn the server's time from the `Date` of an answer to what was asked at `askedAt` by the device's clock. */
export function learnServerTime(date: string | null, askedAt: number): void {
  const told = Date.parse(date ?? '');
  const answeredAt = Date.now();
  if (Number.isNaN(told) || answeredAt < askedAt || answeredAt - askedAt > LONGEST_WAIT_MS) return;
  const measured = told + 500 - (askedAt + answeredAt) / 2;
  if (Math.abs(measured - offset) > PRECISION_MS) offset = Math.abs(measured) > PRECISION_MS ? measured : 0;
}

/** Reset between tests. */
export function resetClock(): void {
  offset = 0;
}
