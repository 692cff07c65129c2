/** When a request is made again, and after how long. */
import { isApiError, isFinal, retryAfterMs } from './errors';

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/** A refusal stays one, and who is signed out is asked to sign in; all else may pass. */
export function isRetryable(failure: unknown): boolean {
  return !isFinal(failure) && !isApiError(failure, 'unauthenticated');
}

/** As long as the server asks for, else longer each time. */
export function retryDelay(count: number, failure: unknown): number {
  return Math.min(retryAfterMs(failure) ?? FIRST_DELAY_MS * 2 ** count, MAX_DELAY_MS);
}
