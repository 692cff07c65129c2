import { MutationCache, QueryClient } from '@tanstack/react-query';
import { noteFailure } from './failures';
import { isRetryable, retryDelay } from './retries';

const MAX_RETRIES = 3;

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
