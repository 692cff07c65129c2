/** The wait until a code may be sent again. */

/** Return the whole seconds left of a wait received at `receivedAt` (both times in milliseconds). */
export function secondsLeft(wait: number | null, receivedAt: number, now: number): number {
  if (wait === null) return 0;
  return Math.max(0, Math.ceil(wait - (now - receivedAt) / 1000));
}

/** Format seconds as a clock: «0:42», «2:05». */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
