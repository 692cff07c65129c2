import { NetworkError, readApiError } from './errors';

const TIMEOUT_MS = 120_000;

/** Send raw bytes to a route: the typed client sends only JSON. */
export async function sendBytes<T>(
  path: string,
  method: 'POST' | 'PATCH',
  body: Blob,
  headers: Record<string, string>,
): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { method, body, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (failure) {
    throw new NetworkError('', { cause: failure });
  }
  if (!answer.ok) throw await readApiError(answer);
  return answer.json();
}
