/** What to do when a call was cut off for good and the server was asked to let one in again. Pure. */
import { Refusal } from '@/shared/api/refusal';

/** Why somebody is no more in the call. */
export type OverReason = 'left' | 'ended' | 'removed' | 'locked' | 'gone';

const WAITS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000];

/** Give how long to wait before the next try; beyond the last it stays the same. */
export function waitBefore(tries: number): number {
  return WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0;
}

/** Give why the call is over by what the server answered, or nothing where it is worth asking again. */
export function overBy(failure: unknown): OverReason | undefined {
  if (!(failure instanceof Refusal)) return undefined;
  switch (failure.code) {
    case 'call_ended':
      return 'ended';
    case 'removed_from_call':
      return 'removed';
    case 'call_locked':
      return 'locked';
    default:
      return failure.status === 401 || failure.status === 403 || failure.status === 404 ? 'gone' : undefined;
  }
}
