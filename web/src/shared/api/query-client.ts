import { MutationCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';
import { reportFailure } from './failures';

const MAX_RETRIES = 3;

/** Create the query client. Data of streams do not go through it. Failures of mutations are noted unless their caller shows them. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    mutationCache: new MutationCache({
      onError: (failure, _given, _context, { meta }) => {
        if (meta?.['showsFailure'] !== true) reportFailure(failure);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, failure) => count < MAX_RETRIES && isRetryable(failure),
        throwOnError: false,
      },
      mutations: { retry: false },
    },
  });
}

/** An error of the client stays one; network errors and an overloaded server may pass. */
function isRetryable(failure: unknown): boolean {
  return !(failure instanceof ApiError) || failure.status >= 500;
}
