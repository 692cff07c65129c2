import { NetworkError, readApiError } from './errors';

/** Download a file, once the server is found to have it. Rejects with `ApiError` or `NetworkError`. */
export async function download(url: string, name: string): Promise<void> {
  const answer = await fetch(url, { headers: { Range: 'bytes=0-0' } }).catch((cause: unknown) => {
    throw new NetworkError('', { cause });
  });
  if (!answer.ok) throw await readApiError(answer);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}
