import { sendBytes } from './bytes';
import { api } from './client';
import { ApiError, NetworkError } from './errors';
import type { FileRead, UploadRead } from './schema';

/** Larger files are uploaded in chunks of this size, so that a broken connection costs only a chunk. */
const CHUNK = 1024 * 1024;

interface UploadedFile {
  /** As whom the page uploads; by default as the profile. */
  readonly as?: 'profile' | 'account';
  /** Assigned once per file: a retry returns the same file. */
  readonly id: string;
  readonly name: string;
}

interface Upload extends UploadedFile {
  readonly blob: Blob;
  readonly onProgress: (part: number) => void;
}

/** Upload a file, continuing after the last attempt. */
export async function upload(file: Upload): Promise<FileRead> {
  const read = file.blob.size > CHUNK ? await uploadInChunks(file) : await uploadWhole(file);
  file.onProgress(1);
  return read;
}

/** Delete what the server has of a file that is no more wanted, so that it does not count for its owner's quota. */
export async function giveUp({
  id,
  name,
  size,
  as = 'profile',
}: UploadedFile & { readonly size: number }): Promise<void> {
  if (size <= CHUNK) return;
  const query = { as };
  const body = { client_id: id, name, size };
  const { data } = await api.POST('/api/files/uploads', { params: { query }, body });
  if (!data || data.file) return;
  await api.DELETE('/api/files/uploads/{upload_id}', { params: { path: { upload_id: data.id }, query } });
}

async function uploadWhole({ id, name, blob, as = 'profile' }: Upload): Promise<FileRead> {
  return sendBytes<FileRead>(`/api/files?${new URLSearchParams({ as, name })}`, 'POST', blob, {
    'Content-Type': blob.type || 'application/octet-stream',
    'X-Client-Id': id,
  });
}

async function uploadInChunks({ id, name, blob, as = 'profile', onProgress }: Upload): Promise<FileRead> {
  const body = { client_id: id, name, size: blob.size };
  const { data } = await api.POST('/api/files/uploads', { params: { query: { as } }, body });
  let read = data;
  while (!read?.file) {
    if (!read) throw new NetworkError();
    const { offset } = read;
    onProgress(offset / blob.size);
    const path = `/api/files/uploads/${read.id}?as=${as}`;
    const headers = { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(offset) };
    read = await sendBytes<UploadRead>(path, 'PATCH', blob.slice(offset, offset + CHUNK), headers);
    // An offset that does not advance would loop forever.
    if (!read.file && read.offset <= offset)
      throw new ApiError(409, 'bad_file', 'the upload does not move on');
  }
  return read.file;
}
