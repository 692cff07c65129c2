import { QueryClient } from '@tanstack/react-query';
import { Refusal } from './refusal';

const TRIES = 3;

/** Make the store of what was asked. What is told by the stream does not go through it. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, failure) => count < TRIES && mayPassByItself(failure),
        throwOnError: false,
      },
      mutations: { retry: false },
    },
  });
}

/** A refusal stays one however often it is asked; silence and an overloaded server may pass. */
function mayPassByItself(failure: unknown): boolean {
  return !(failure instanceof Refusal) || failure.status >= 500;
}
