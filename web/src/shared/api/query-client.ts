import { MutationCache, QueryClient } from '@tanstack/react-query';
import { isApiError, isFinal, retryAfterMs } from './errors';
import { noteFailure } from './failures';

const MAX_RETRIES = 3;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/** Create the query client. Data of streams do not go through it. Failures of mutations are noted unless their caller shows them. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onError: (failure, _given, _context, { meta }) => {
        if (meta?.['showsFailure'] !== true) noteFailure(failure);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, failure) => count < MAX_RETRIES && isRetryable(failure),
        retryDelay,
        throwOnError: false,
      },
      mutations: { retry: false },
    },
  });
}

/** A refusal stays one, and who is signed out is asked to sign in; all else may pass. */
function isRetryable(failure: unknown): boolean {
  return !isFinal(failure) && !isApiError(failure, 'unauthenticated');
}

/** As long as the server asks for, else longer each time. */
function retryDelay(count: number, failure: unknown): number {
  return Math.min(retryAfterMs(failure) ?? FIRST_DELAY_MS * 2 ** count, MAX_DELAY_MS);
}
