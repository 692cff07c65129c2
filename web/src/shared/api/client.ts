import createClient, { type Middleware } from 'openapi-fetch';
import createQueries from 'openapi-react-query';
import { NetworkFailure, readRefusal } from './refusal';
import type { paths } from './schema';

/** Turns everything that is not a success into a `Refusal` or a `NetworkFailure`. */
const failures: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const refusal = await readRefusal(response);
    if (refusal.code === 'unauthenticated') for (const listener of signedOut) listener();
    throw refusal;
  },
  onError({ error }) {
    const isAborted = error instanceof DOMException && error.name === 'AbortError';
    if (!isAborted) return new NetworkFailure('', { cause: error });
  },
};

const signedOut = new Set<() => void>();

/**
 * The server's routes, typed. A call rejects with `Refusal` or `NetworkFailure`, so `data` of an answer is there:
 * `const { data } = await api.GET('/api/chats')`.
 */
export const api = createClient<paths>({ baseUrl: globalThis.location.origin, credentials: 'same-origin' });
api.use(failures);

/** The same routes for TanStack Query: `useQuery(queries.queryOptions('get', '/api/id/me'))`. */
export const queries = createQueries(api);

/** Call back when the server says that nobody is signed in. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

/** Give the data of an answer; of an answer without a body, undefined. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}
