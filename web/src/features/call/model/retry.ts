/** What to do when a call's media connection was lost and joining again was answered. Pure. */
import { ApiError } from '@/shared/api/errors';

/** Why the call is over for this person. */
export type OverReason = 'left' | 'ended' | 'removed' | 'locked' | 'moved' | 'gone';

const WAITS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000];

/** Return the pause before the next attempt; the last value repeats. */
export function waitBefore(tries: number): number {
  return WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0;
}

/** Return why the call is over from the server's answer, or undefined where trying again makes sense. */
export function overBy(failure: unknown): OverReason | undefined {
  if (!(failure instanceof ApiError)) return undefined;
  switch (failure.code) {
    case 'call_ended':
      return 'ended';
    case 'removed_from_call':
      return 'removed';
    case 'in_call_elsewhere':
    case 'moved_elsewhere':
      return 'moved';
    case 'call_locked':
      return 'locked';
    default:
      return failure.status === 401 || failure.status === 403 || failure.status === 404 ? 'gone' : undefined;
  }
}
