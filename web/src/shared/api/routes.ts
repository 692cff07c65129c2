/** The one way to ask the server from a component: each query and each mutation belongs to a route. */
import {
  type MutationOptions,
  type QueryClient,
  type QueryFunctionContext,
  type QueryKey,
  type UseMutationResult,
  useMutation,
  useMutationState,
  useQueryClient,
} from '@tanstack/react-query';
import type { FetchResponse, MaybeOptionalInit } from 'openapi-fetch';
import { type MutationCause, refetchAfter } from './causes';
import { api, dataOf, queries } from './client';
import { isApiError } from './errors';
import { isRetryable, retryDelay } from './retries';
import type { paths } from './schema';

type Changing = 'post' | 'put' | 'patch' | 'delete';
type PathWith<M extends Changing | 'get'> = {
  [P in keyof paths]: paths[P] extends Record<M, unknown> ? P : never;
}[keyof paths];
type Init<M extends Changing | 'get', P extends PathWith<M>> = MaybeOptionalInit<paths[P], M>;
type Data<M extends Changing | 'get', P extends PathWith<M>> = Required<
  FetchResponse<NonNullable<paths[P][M]>, object, 'application/json'>
>['data'];

/** Options of `useQuery`. */
export interface RouteQuery<T> {
  readonly queryKey: QueryKey;
  readonly queryFn: (context: QueryFunctionContext) => Promise<T>;
}

// The types of a route's method, parameters and answer are those of the functions below, which call these.
const optionsOf = queries.queryOptions as unknown as (
  method: string,
  path: string,
  init?: object,
) => RouteQuery<unknown>;
const request = api.request as unknown as (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: never }>;

/** Return the query of a route: `useQuery({ ...routeQuery('/api/id/sessions'), staleTime: 0 })`. Its key is the route. */
export function routeQuery<P extends PathWith<'get'>>(
  path: P,
  init?: Init<'get', P>,
): RouteQuery<Data<'get', P>> {
  return optionsOf('get', path, init) as RouteQuery<Data<'get', P>>;
}

/** Return the beginning of the keys of all queries of a route. */
export function routeKey(path: PathWith<'get'>): QueryKey {
  return ['get', path];
}

/** Return the infinite query of a route whose pages begin `before` something, the newest first. */
export function routePages<P extends PathWith<'get'>>(path: P, init: { params: { query: object } }) {
  return {
    queryKey: ['get', path, init] as const,
    queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const query = pageParam ? { ...init.params.query, before: pageParam } : init.params.query;
      return dataOf<Data<'get', P>>(request('get', path, { params: { query }, signal }));
    },
    initialPageParam: '',
  };
}

interface Options<Result, Given>
  extends Pick<MutationOptions<Result, Error, Given>, 'onSuccess' | 'onError' | 'scope'> {
  /** The caller shows failures itself; otherwise they are noted at the foot of the page. */
  readonly showsFailure?: boolean;
  /** It is asked again until the answer is final; meanwhile the caller shows that it waits. */
  readonly isKept?: boolean;
}

/**
 * A mutation of a route. `toInit` returns parameters and body for what the caller gives. What it makes stale is read
 * again before it succeeds.
 */
export function useRouteMutation<M extends Changing, P extends PathWith<M>, Given = void>(
  method: M,
  path: P,
  toInit: (given: Given) => Init<M, P> | Promise<Init<M, P>>,
  options: Options<Data<M, P>, Given> = {},
): UseMutationResult<Data<M, P>, Error, Given> {
  return useMutation(routeMutation(useQueryClient(), method, path, toInit, options));
}

/** Return the options of that mutation, for what is changed without a component too. */
export function routeMutation<M extends Changing, P extends PathWith<M>, Given>(
  client: QueryClient,
  method: M,
  path: P,
  toInit: (given: Given) => Init<M, P> | Promise<Init<M, P>>,
  { showsFailure = false, isKept = false, ...options }: Options<Data<M, P>, Given>,
): MutationOptions<Data<M, P>, Error, Given> {
  return {
    ...options,
    mutationKey: [method, path],
    ...(isKept && { retry: (_: number, failure: unknown) => isRetryable(failure), retryDelay }),
    mutationFn: async (given: Given) => {
      const init = await toInit(given);
      const cause = `${method.toUpperCase()} ${path}` as MutationCause;
      const answer = dataOf<Data<M, P>>(request(method, path, init ?? {}));
      answer.catch((failure: unknown) => {
        if (mayHaveChanged(failure)) void refetchAfter(client, cause);
      });
      const data = await answer;
      await refetchAfter(client, cause);
      return data;
    },
    meta: { showsFailure },
  };
}

/** Return what is given to the running mutations of a route, the oldest first, also to those of pages left since. */
export function useRunning<Given>(method: Changing, path: string): readonly Given[] {
  return useMutationState({
    filters: { mutationKey: [method, path], status: 'pending' },
    select: ({ state }) => state.variables as Given,
  });
}

/** Without an answer it is unknown whether the server acted; 404 and 409 say that what is shown was not current. */
function mayHaveChanged(failure: unknown): boolean {
  return !isApiError(failure) || failure.status >= 500 || failure.status === 404 || failure.status === 409;
}
