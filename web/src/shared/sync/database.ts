import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { api } from '../api/client';
import type { ChatRead, MemberRead, MessageRead, ProfileRead } from '../api/schema';
import type { OutboxItem } from './outbox';
import type { Range } from './ranges';
import type { StreamKey } from './wire';
import type { KnownChat, ChatState, Stamped } from './world';

/** A chat without its people and messages, which are kept in rows of their own. */
export type CachedChat = Omit<KnownChat, 'members' | 'messages' | 'ranges' | 'chatState' | 'isStale' | 'chat'> & {
  readonly chat: Stamped<ChatRead>;
};

/** How far a stream is kept, and for a chat which messages without a hole. */
export interface CachedStream {
  readonly key: StreamKey;
  readonly seq: number;
  readonly ranges: readonly Range[];
}

/** What one person keeps in this browser. */
export interface PartaSchema extends DBSchema {
  facts: { key: 'epoch' | 'me'; value: string | ProfileRead };
  streams: { key: StreamKey; value: CachedStream };
  chats: { key: string; value: CachedChat };
  readings: { key: string; value: Stamped<ChatState> & { readonly chatId: string } };
  members: { key: [string, string]; value: Stamped<MemberRead> };
  messages: { key: [string, number]; value: Stamped<MessageRead> };
  drafts: { key: string; value: { readonly chatId: string; readonly text: string } };
  outbox: {
    key: number;
    value: Omit<OutboxItem, 'order'>;
    indexes: { clientId: string };
  };
  files: { key: string; value: { readonly id: string; readonly blob: Blob } };
}

export type Database = IDBPDatabase<PartaSchema>;

const VERSION = 1;
const PREFIX = 'parta:';
const SIGNED_IN = 'parta.profile';
const CACHE_TIMEOUT_MS = 3_000;

/** Open what this person keeps here; what anybody else kept is wiped first. */
export async function openDatabase(profileId: string): Promise<Database> {
  const before = rememberedProfile();
  if (before !== undefined && before !== profileId) await wipeDatabase(before);
  localStorage.setItem(SIGNED_IN, profileId);
  return openDB<PartaSchema>(PREFIX + profileId, VERSION, {
    upgrade(database) {
      database.createObjectStore('facts');
      database.createObjectStore('streams', { keyPath: 'key' });
      database.createObjectStore('chats', { keyPath: 'id' });
      database.createObjectStore('readings', { keyPath: 'chatId' });
      database.createObjectStore('members');
      database.createObjectStore('messages');
      database.createObjectStore('drafts', { keyPath: 'chatId' });
      // The place in the order of writing is given by the database: it is the same for all tabs.
      database
        .createObjectStore('outbox', { autoIncrement: true })
        .createIndex('clientId', 'clientId', { unique: true });
      database.createObjectStore('files', { keyPath: 'id' });
    },
    // Another tab wants to wipe or upgrade: let it.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

/** Give the person whose things are kept in this browser. */
export function rememberedProfile(): string | undefined {
  return localStorage.getItem(SIGNED_IN) ?? undefined;
}

/** Leave nothing of this person in this browser. */
export async function wipeDatabase(profileId: string): Promise<void> {
  if (rememberedProfile() === profileId) localStorage.removeItem(SIGNED_IN);
  for (const key of Object.keys(localStorage)) if (key.includes(profileId)) localStorage.removeItem(key);
  await Promise.all([deleteDB(PREFIX + profileId), wipeCache()]);
}

/** Let the browser forget the pictures and files on its disk: only the server can ask it to, if it is reached. */
async function wipeCache(): Promise<void> {
  const signal = AbortSignal.timeout(CACHE_TIMEOUT_MS);
  await api.POST('/api/id/clear-cache', { signal }).catch(() => undefined);
}
