import {
  type DBSchema,
  deleteDB,
  type IDBPDatabase,
  type IDBPObjectStore,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import { api } from '../api/client';
import type { ChatRead, MemberRead, MessageRead, ProfileRead } from '../api/schema';
import type { Attachment } from './attachments';
import type { OutboxItem } from './outbox';
import { reportOutdated } from './outdated';
import type { Pins } from './pins';
import type { Range } from './ranges';
import type { Stamped } from './stamped';
import type { StreamKey } from './wire';
import type { ChatState, KnownChat } from './world';

/** A chat without its members, its messages and what they carry, which have rows of their own. */
export type CachedChat = Omit<
  KnownChat,
  'members' | 'messages' | 'attachments' | 'pins' | 'ranges' | 'chatState' | 'isStale' | 'chat'
> & {
  readonly chat: Stamped<ChatRead>;
};

/** The cached seq of a stream, and for a chat the ranges of messages without a gap. */
export interface CachedStream {
  readonly key: StreamKey;
  readonly seq: number;
  readonly ranges: readonly Range[];
}

/** The database of one person in this browser. */
export interface PartaSchema extends DBSchema {
  meta: { key: 'epoch' | 'me'; value: string | ProfileRead };
  streams: { key: StreamKey; value: CachedStream };
  chats: { key: string; value: CachedChat };
  chatStates: { key: string; value: Stamped<ChatState> & { readonly chatId: string } };
  members: { key: [string, string]; value: Stamped<MemberRead> };
  messages: { key: [string, number]; value: Stamped<MessageRead> };
  attachments: { key: [string, string]; value: Stamped<Attachment> };
  pins: { key: string; value: Pins & { readonly chatId: string } };
  drafts: { key: string; value: { readonly chatId: string; readonly text: string } };
  outbox: {
    key: number;
    value: Omit<OutboxItem, 'order'>;
    indexes: { clientId: string };
  };
  files: { key: string; value: { readonly id: string; readonly blob: Blob } };
}

export type Database = IDBPDatabase<PartaSchema>;

/** Raised whenever the shape of what is stored changes. 2: the words of protocol 2. 3: what messages carry. 4: rights as sets. 5: pins. */
export const DATABASE_VERSION = 5;

/** What the person has written and the server may not have yet: it survives every upgrade. */
const OWN_STORES: readonly string[] = ['drafts', 'outbox', 'files'];
const PREFIX = 'parta:';
const SIGNED_IN = 'parta.profile';
const CACHE_TIMEOUT_MS = 3_000;

/** Open this person's database; anybody else's is deleted first. */
export async function openDatabase(profileId: string): Promise<Database> {
  const before = rememberedProfile();
  if (before !== undefined && before !== profileId) await wipeDatabase(before);
  localStorage.setItem(SIGNED_IN, profileId);
  try {
    return await openDB<PartaSchema>(PREFIX + profileId, DATABASE_VERSION, { upgrade, blocking });
  } catch (failure) {
    // A tab of a newer build has upgraded it.
    if (failure instanceof DOMException && failure.name === 'VersionError') reportOutdated();
    throw failure;
  }
}

/** Create what is missing; replace what was served, whose shape may have changed, and convert what is the person's own. */
async function upgrade(
  database: Database,
  oldVersion: number,
  _newVersion: number | null,
  rows: IDBPTransaction<PartaSchema, StoreNames<PartaSchema>[], 'versionchange'>,
): Promise<void> {
  for (const name of [...database.objectStoreNames]) {
    if (!OWN_STORES.includes(name)) database.deleteObjectStore(name);
  }
  database.createObjectStore('meta');
  database.createObjectStore('streams', { keyPath: 'key' });
  database.createObjectStore('chats', { keyPath: 'id' });
  database.createObjectStore('chatStates', { keyPath: 'chatId' });
  database.createObjectStore('members');
  database.createObjectStore('messages');
  database.createObjectStore('attachments');
  database.createObjectStore('pins', { keyPath: 'chatId' });
  if (oldVersion === 0) {
    database.createObjectStore('drafts', { keyPath: 'chatId' });
    // The key is the order of writing; the database assigns it, so that it is the same for all tabs.
    database
      .createObjectStore('outbox', { autoIncrement: true })
      .createIndex('clientId', 'clientId', { unique: true });
    database.createObjectStore('files', { keyPath: 'id' });
  } else await convertOutbox(rows.objectStore('outbox'));
}

/** Give messages that the server has accepted and no stream has brought yet the shape of today. */
async function convertOutbox(
  outbox: IDBPObjectStore<PartaSchema, StoreNames<PartaSchema>[], 'outbox', 'versionchange'>,
): Promise<void> {
  for await (const cursor of outbox) {
    const { message, code } = cursor.value;
    await cursor.update({
      ...cursor.value,
      code: code === 'hushed' ? 'writing_suspended' : code,
      message: message && { ...message, service: null, attachment: null },
    });
  }
}

/** Another tab wants to delete or upgrade the database: close it; after an upgrade this tab is of an older build. */
function blocking(_current: number, _blocked: number | null, event: IDBVersionChangeEvent): void {
  (event.target as IDBDatabase).close();
  if (event.newVersion !== null) reportOutdated();
}

/** Return the profile whose database is in this browser. */
export function rememberedProfile(): string | undefined {
  return localStorage.getItem(SIGNED_IN) ?? undefined;
}

/** Delete everything of this person from this browser. */
export async function wipeDatabase(profileId: string): Promise<void> {
  if (rememberedProfile() === profileId) localStorage.removeItem(SIGNED_IN);
  for (const key of Object.keys(localStorage)) if (key.includes(profileId)) localStorage.removeItem(key);
  await Promise.all([deleteDB(PREFIX + profileId), wipeCache()]);
}

/** Make the browser drop cached pictures and files: only the server can ask it to, if it is reached. */
async function wipeCache(): Promise<void> {
  const signal = AbortSignal.timeout(CACHE_TIMEOUT_MS);
  await api.POST('/api/id/clear-cache', { signal }).catch(() => undefined);
}
