import { bring } from '../api/bytes';
import { api } from '../api/client';
import { NetworkFailure, Refusal } from '../api/refusal';
import type { FileRead, UploadRead } from '../api/schema';

/** Larger files go in pieces, so that a broken connection costs a piece. */
const CHUNKED_FROM = 8 * 1024 * 1024;
const CHUNK = 2 * 1024 * 1024;

interface Upload {
  /** Made once per file: a retry gives the same file. */
  readonly id: string;
  readonly name: string;
  readonly blob: Blob;
  readonly onProgress: (part: number) => void;
}

/** Bring a file to the server, from where the last try ended. */
export async function upload(file: Upload): Promise<FileRead> {
  const read = file.blob.size > CHUNKED_FROM ? await uploadInChunks(file) : await uploadWhole(file);
  file.onProgress(1);
  return read;
}

async function uploadWhole({ id, name, blob }: Upload): Promise<FileRead> {
  return bring<FileRead>(`/api/files?${new URLSearchParams({ name })}`, 'POST', blob, {
    'Content-Type': blob.type || 'application/octet-stream',
    'X-Client-Id': id,
  });
}

async function uploadInChunks({ id, name, blob, onProgress }: Upload): Promise<FileRead> {
  const body = { client_id: id, name, size: blob.size };
  const { data } = await api.POST('/api/files/uploads', { body });
  let read = data;
  while (!read?.file) {
    if (!read) throw new NetworkFailure();
    const { offset } = read;
    onProgress(offset / blob.size);
    const path = `/api/files/uploads/${read.id}`;
    const headers = { 'Content-Type': 'application/octet-stream', 'Upload-Offset': String(offset) };
    read = await bring<UploadRead>(path, 'PATCH', blob.slice(offset, offset + CHUNK), headers);
    // An offset that stands still would go round for ever.
    if (!read.file && read.offset <= offset)
      throw new Refusal(409, 'bad_file', 'the upload does not move on');
  }
  return read.file;
}
