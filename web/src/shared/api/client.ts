import createClient, { type Middleware } from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import { learnServerTime, localNow } from '../clock';
import { NetworkError, readApiError } from './errors';
import { forgetAfter, learnFrom, openedFor, saysWho } from './principal';
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
    tellSignedOut(error.code);
    throw error;
  },
  onError({ error }) {
    const isAborted = error instanceof DOMException && error.name === 'AbortError';
    if (!isAborted) return new NetworkError('', { cause: error });
  },
};

/** Names whom the page was opened for in each request, and learns it from the answers. */
const principal: Middleware = {
  onRequest({ request }) {
    for (const [name, id] of Object.entries(openedFor())) request.headers.set(name, id);
  },
  async onResponse({ response, schemaPath }) {
    if (!response.ok) return;
    forgetAfter(schemaPath);
    if (saysWho(schemaPath)) learnFrom(schemaPath, await response.clone().json());
  },
};

type SignedOut = 'unauthenticated' | 'other_principal';

const signedOut = new Set<(code: SignedOut) => void>();

/**
 * The server's routes, typed. A call rejects with `ApiError` or `NetworkError`, so an answer has `data`: `const
 * { data } = await api.GET('/api/chats')`.
 */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin, credentials: 'same-origin' });
// The last one hears of an answer first.
api.use(principal, failures, clock);

/** The same routes for TanStack Query: `useQuery(queries.queryOptions('get', '/api/id/me'))`. */
export const queries = createQueries(api);

/** Call back when the server answers that nobody is signed in, or somebody else than the page was opened for. */
export function onSignedOut(listener: (code: SignedOut) => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** Tell of an error by which the page has lost whom it was opened for. */
export function tellSignedOut(code: string): void {
  if (code === 'unauthenticated' || code === 'other_principal')
    for (const listener of signedOut) listener(code);
}

/** Return the data of an answer; of an answer without a body, undefined. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}
