import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { nothingBecause } from '../api/errors';
import { ErrorState } from './ErrorState';

interface Props<T> {
  readonly query: UseQueryResult<T, Error>;
  readonly waiting: ReactNode;
  /** Of what is a page of its own: where to go if there is no such page. */
  readonly home?: string;
  readonly children: (data: T) => ReactNode;
}

/** What the server has answered; until then a skeleton, or why there is nothing yet. What is there stays. */
export function Fetched<T>({ query, waiting, home, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  const failure = nothingBecause(query);
  return failure ? (
    <ErrorState failure={failure} onRetry={() => void query.refetch()} home={home} />
  ) : (
    waiting
  );
}
