import { ApiError, isApiError, NetworkError } from '@/shared/api/errors';
import type { MessageRead } from '@/shared/api/schema';
import { upload } from '@/shared/api/uploads';
import type { Database } from './database';
import { type OutboxItem, type Outcome, outcomeOf, REPLY, refusalOf } from './outbox';
import { type SentKinds, sentKind } from './sent-kinds';

/** What is told while a message is sent. */
export interface Delivery {
  readonly onProgress: (fileId: string, part: number) => void;
  /** The server's id of a file has been stored. */
  readonly onUploaded: () => Promise<void>;
}

const TIMEOUT_MS = 30_000;

/** Send a message, its files first; return the outcome. Idempotent. */
export async function deliver(
  database: Database,
  kinds: SentKinds,
  item: OutboxItem,
  delivery: Delivery,
): Promise<Outcome> {
  let sending: string | undefined;
  try {
    const files: string[] = [];
    for (const { id, uploadedId } of item.files) {
      sending = id;
      files.push(uploadedId ?? (await uploadFile(database, item, id, delivery)));
    }
    sending = undefined;
    return { came: 'message', message: await post(kinds, item, files) };
  } catch (failure) {
    return refusalOf(isApiError(failure, 'bad_reply') ? REPLY : sending, outcomeOf(failure));
  }
}

async function post(kinds: SentKinds, item: OutboxItem, files: readonly string[]): Promise<MessageRead> {
  const { chatId, clientId } = item;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const message = await sentKind(kinds, item.kind)?.send(item.body, { chatId, clientId, files, signal });
  // A tab of a newer build has written it, and will send it.
  if (!message) throw new NetworkError();
  return message;
}

async function uploadFile(
  database: Database,
  item: OutboxItem,
  fileId: string,
  delivery: Delivery,
): Promise<string> {
  const file = item.files.find(({ id }) => id === fileId);
  const stored = await database.get('files', fileId);
  // The browser may delete stored data when the disk is full.
  if (!file || !stored) throw new ApiError(422, 'bad_file', 'the bytes are no more in this browser');
  const { id } = await upload({
    id: fileId,
    name: file.name,
    blob: stored.blob,
    onProgress: (part) => delivery.onProgress(fileId, part),
  });
  await rememberUpload(database, item.clientId, fileId, id);
  await delivery.onUploaded();
  return id;
}

async function rememberUpload(
  database: Database,
  clientId: string,
  fileId: string,
  uploadedId: string,
): Promise<void> {
  const rows = database.transaction('outbox', 'readwrite');
  const cursor = await rows.store.index('clientId').openCursor(clientId);
  if (cursor) {
    const files = cursor.value.files.map((file) => (file.id === fileId ? { ...file, uploadedId } : file));
    await cursor.update({ ...cursor.value, files });
  }
  await rows.done;
}
