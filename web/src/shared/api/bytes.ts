import { NetworkFailure, readRefusal } from './refusal';

const PATIENCE_MS = 120_000;

/** Bring raw bytes to a route: they do not fit the typed client, which speaks JSON. */
export async function bring<T>(
  path: string,
  method: 'POST' | 'PATCH',
  body: Blob,
  headers: Record<string, string>,
): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { method, body, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (failure) {
    throw new NetworkFailure('', { cause: failure });
  }
  if (!answer.ok) throw await readRefusal(answer);
  return answer.json();
}
