import createClient, { type Middleware } from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import { learnServerTime, localNow } from '../clock';
import { NetworkError, readApiError } from './errors';
import type { paths } from './schema';

/** Every answer tells the server's time. */
const askedAt = new WeakMap<Request, number>();
const clock: Middleware = {
  onRequest({ request }) {
    askedAt.set(request, localNow());
  },
  onResponse({ request, response }) {
    learnServerTime(response.headers.get('Date'), askedAt.get(request) ?? Number.NEGATIVE_INFINITY);
  },
};

/** Turns everything except success into an `ApiError` or a `NetworkError`. */
const failures: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const error = await readApiError(response);
    if (error.code === 'unauthenticated') for (const listener of signedOut) listener();
    throw error;
  },
  onError({ error }) {
    const isAborted = error instanceof DOMException && error.name === 'AbortError';
    if (!isAborted) return new NetworkError('', { cause: error });
  },
};

const signedOut = new Set<() => void>();

/**
 * The server's routes, typed. A call rejects with `ApiError` or `NetworkError`, so an answer has `data`: `const
 * { data } = await api.GET('/api/chats')`.
 */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin, credentials: 'same-origin' });
api.use(failures, clock);

/** The same routes for TanStack Query: `useQuery(queries.queryOptions('get', '/api/id/me'))`. */
export const queries = createQueries(api);

/** Call back when the server answers that nobody is signed in. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** Return the data of an answer; of an answer without a body, undefined. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}
