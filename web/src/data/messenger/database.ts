import { SHAPE_HASH } from 'virtual:update-shapes';
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { api } from '@/shared/api/client';
import type { ChatView, MemberRead, MessageRead, ProfileRead } from '@/shared/api/schema';
import { reportOutdated } from '@/shared/stream/outdated';
import type { Stamped } from '@/shared/stream/stamped';
import type { StreamKey } from '@/shared/stream/wire';
import type { Attachment } from './attachments';
import type { Composing } from './composing';
import type { ChatState } from './known-chat';
import type { OutboxItem } from './outbox';
import type { Pins } from './pins';
import type { Range } from './ranges';

/** The cached seq of a stream, and for a chat the ranges of messages without a gap. */
export interface CachedStream {
  readonly key: StreamKey;
  readonly seq: number;
  readonly ranges: readonly Range[];
  /** True if all members of the chat are cached. */
  readonly hasAllMembers: boolean;
}

/** The database of one person in this browser. What was served is kept in the types of the server. */
export interface PartaSchema extends DBSchema {
  meta: { key: 'epoch' | 'me' | 'shape'; value: string | ProfileRead };
  streams: { key: StreamKey; value: CachedStream };
  chats: { key: string; value: ChatView };
  chatStates: { key: string; value: Stamped<ChatState> & { readonly chatId: string } };
  members: { key: [string, string]; value: Stamped<MemberRead> };
  messages: { key: [string, number]; value: Stamped<MessageRead> };
  attachments: { key: [string, string]; value: Stamped<Attachment> };
  pins: { key: string; value: Pins & { readonly chatId: string } };
  drafts: { key: string; value: { readonly chatId: string; readonly text: string } };
  composing: { key: string; value: Composing & { readonly chatId: string } };
  outbox: {
    key: number;
    value: Omit<OutboxItem, 'order'>;
    indexes: { clientId: string };
  };
  files: { key: string; value: { readonly id: string; readonly blob: Blob } };
}

export type Database = IDBPDatabase<PartaSchema>;

/** Raised whenever the stores change, or what is the person's own; what was served has a hash for its shape. */
export const DATABASE_VERSION = 7;

/** What the server can send again: wiped where its shape is another one. */
export const SERVED_STORES = [
  'streams',
  'chats',
  'chatStates',
  'members',
  'messages',
  'attachments',
  'pins',
] as const;
/** What the person has written and the server may not have yet. */
const OWN_STORES: readonly string[] = ['drafts', 'composing', 'outbox', 'files'];
const PREFIX = 'parta:';
const SIGNED_IN = 'parta.profile';
const CACHE_TIMEOUT_MS = 3_000;

/** Open this person's database; anybody else's is deleted first. */
export async function openDatabase(profileId: string): Promise<Database> {
  const before = rememberedProfile();
  if (before !== undefined && before !== profileId) await wipeDatabase(before);
  localStorage.setItem(SIGNED_IN, profileId);
  try {
    const upgrade = (database: Database, from: number) => migrate(database, from);
    const database = await openDB<PartaSchema>(PREFIX + profileId, DATABASE_VERSION, {
      upgrade,
      blocking,
      // The browser has dropped it; only a page that is loaded anew opens it again.
      terminated: reportOutdated,
    });
    await adoptShape(database);
    return database;
  } catch (failure) {
    // A tab of a newer build has upgraded it.
    if (failure instanceof DOMException && failure.name === 'VersionError') reportOutdated();
    throw failure;
  }
}

/** Create what version `from` had not, and convert what is the person's own: drafts, outbox and files survive. */
function migrate(database: Database, from: number): void {
  for (const name of [...database.objectStoreNames]) {
    if (!OWN_STORES.includes(name)) database.deleteObjectStore(name);
  }
  database.createObjectStore('meta');
  database.createObjectStore('streams', { keyPath: 'key' });
  database.createObjectStore('chats', { keyPath: 'chat.id' });
  database.createObjectStore('chatStates', { keyPath: 'chatId' });
  database.createObjectStore('members');
  database.createObjectStore('messages');
  database.createObjectStore('attachments');
  database.createObjectStore('pins', { keyPath: 'chatId' });
  if (from < 7) database.createObjectStore('composing', { keyPath: 'chatId' });
  if (from > 0) return;
  database.createObjectStore('drafts', { keyPath: 'chatId' });
  // The key is the order of writing; the database assigns it, so that it is the same for all tabs.
  database
    .createObjectStore('outbox', { autoIncrement: true })
    .createIndex('clientId', 'clientId', { unique: true });
  database.createObjectStore('files', { keyPath: 'id' });
}

/** Wipe what was served in another shape: no page meets a row that it cannot draw. */
async function adoptShape(database: Database): Promise<void> {
  const rows = database.transaction(['meta', 'outbox', 'files', ...SERVED_STORES], 'readwrite');
  const meta = rows.objectStore('meta');
  if ((await meta.get('shape')) !== SHAPE_HASH) {
    await Promise.all([meta.clear(), ...SERVED_STORES.map((store) => rows.objectStore(store).clear())]);
    await meta.put(SHAPE_HASH, 'shape');
    // The server has accepted these messages, and sends them again.
    for await (const cursor of rows.objectStore('outbox')) {
      if (cursor.value.state !== 'sent') continue;
      for (const { id } of cursor.value.files) await rows.objectStore('files').delete(id);
      await cursor.delete();
    }
  }
  await rows.done;
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
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.includes(profileId)) storage.removeItem(key);
  }
  await Promise.all([deleteDB(PREFIX + profileId), wipeCache()]);
}

/** Make the browser drop cached pictures and files: only the server can ask it to, if it is reached. */
async function wipeCache(): Promise<void> {
  const signal = AbortSignal.timeout(CACHE_TIMEOUT_MS);
  await api.POST('/api/id/clear-cache', { signal }).catch(() => undefined);
}
