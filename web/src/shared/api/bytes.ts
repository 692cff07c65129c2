import { tellSignedOut } from './client';
import { NetworkError, readApiError } from './errors';
import { openedFor } from './principal';

/** What the slowest connection that Parta serves brings in a second; below that nothing would ever arrive. */
const SLOWEST_BYTES_PER_S = 8 * 1024;
const ANSWER_TIMEOUT_MS = 30_000;

/** Send raw bytes to a route: the typed client sends only JSON. */
export async function sendBytes<T>(
  path: string,
  method: 'POST' | 'PATCH',
  body: Blob,
  headers: Record<string, string>,
): Promise<T> {
  let answer: Response;
  try {
    const signal = AbortSignal.timeout(timeoutOf(body));
    answer = await fetch(path, { method, body, headers: { ...headers, ...openedFor() }, signal });
  } catch (failure) {
    throw new NetworkError('', { cause: failure });
  }
  if (!answer.ok) {
    const error = await readApiError(answer);
    tellSignedOut(error.code);
    throw error;
  }
  return answer.json();
}

/** Return how long these bytes may take. */
export function timeoutOf({ size }: Pick<Blob, 'size'>): number {
  return ANSWER_TIMEOUT_MS + Math.ceil(size / SLOWEST_BYTES_PER_S) * 1_000;
}
