/** The wait until a code may be sent again. */

/** Give the whole seconds that are left of a wait that was told at `toldAt` (both times in milliseconds). */
export function secondsLeft(wait: number | null, toldAt: number, now: number): number {
  if (wait === null) return 0;
  return Math.max(0, Math.ceil(wait - (now - toldAt) / 1000));
}

/** Write seconds as a clock does: «0:42», «2:05». */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
