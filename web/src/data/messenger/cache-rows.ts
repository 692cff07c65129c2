/** The rows of the cache that come from the server; each is replaced only by a newer state. */
import { SHAPE_HASH } from 'virtual:update-shapes';
import type { AttachmentValue, MemberRead, MessageRead } from '@/shared/api/schema';
import { reportOutdated } from '@/shared/stream/outdated';
import { newer } from '@/shared/stream/stamped';
import { withAttachments } from './attachments';
import { type Database, SERVED_STORES } from './database';
import type { KnownChat } from './known-chat';
import { addRange, type Range, shouldStore } from './ranges';

/** The maximum number of cached messages of a chat. */
const MAX_MESSAGES = 600;

export type Rows = NonNullable<Awaited<ReturnType<typeof beginWrite>>>;

/** Begin a transaction that writes; none once a page of another build keeps rows of another shape here. */
export async function beginWrite(database: Database) {
  const rows = database.transaction(['meta', ...SERVED_STORES], 'readwrite');
  if ((await rows.objectStore('meta').get('shape')) === SHAPE_HASH) return rows;
  reportOutdated();
  return undefined;
}

/** Return the keys of all rows of a chat. */
export function allOf(chatId: string): IDBKeyRange {
  return IDBKeyRange.bound([chatId], [chatId, []]);
}

/** Return the keys of the messages of a range. */
export function within(chatId: string, { first, last }: Range): IDBKeyRange {
  return IDBKeyRange.bound([chatId, first], [chatId, last]);
}

/** Save a message if it continues what is cached; return the ranges with it. */
export async function saveMessageInRange(
  rows: Rows,
  message: MessageRead,
  at: number,
  ranges: readonly Range[],
): Promise<readonly Range[]> {
  if (!shouldStore(ranges, message.number)) return ranges;
  await saveMessage(rows, message, at);
  return addRange(ranges, { first: message.number, last: message.number });
}

/** Save a message. */
export async function saveMessage(rows: Rows, message: MessageRead, at: number): Promise<void> {
  const key: [string, number] = [message.chat_id, message.number];
  const store = rows.objectStore('messages');
  await store.put(newer(await store.get(key), message, at), key);
}

/** Save what messages of a chat carry. */
export async function saveAttachments(
  rows: Rows,
  chatId: string,
  values: readonly AttachmentValue[],
  at: number,
): Promise<void> {
  const store = rows.objectStore('attachments');
  for (const [id, { value }] of withAttachments(new Map(), values, at)) {
    await store.put(newer(await store.get([chatId, id]), value, at), [chatId, id]);
  }
}

/** Save a member. */
export async function saveMember(rows: Rows, member: MemberRead, at: number): Promise<void> {
  const key: [string, string] = [member.chat_id, member.profile_id];
  const store = rows.objectStore('members');
  await store.put(newer(await store.get(key), member, at), key);
}

/** Save the pins of a chat. */
export async function savePinsOf(rows: Rows, { id, pins }: KnownChat): Promise<void> {
  await rows.objectStore('pins').put({ ...pins, chatId: id });
}

/** Save the person's own state of a chat. */
export async function saveChatState(rows: Rows, chat: KnownChat | undefined): Promise<void> {
  if (!chat) return;
  const cached = await rows.objectStore('chatStates').get(chat.id);
  if (!cached || cached.at <= chat.chatState.at)
    await rows.objectStore('chatStates').put({ ...chat.chatState, chatId: chat.id });
}

/** Delete all but the newest messages and what they carry, so that the database does not grow without limit. */
export async function trimmed(
  rows: Rows,
  chatId: string,
  ranges: readonly Range[],
): Promise<readonly Range[]> {
  const first = (ranges.at(-1)?.last ?? 0) - MAX_MESSAGES;
  if (!ranges.some((range) => range.first <= first)) return ranges;
  await rows.objectStore('messages').delete(within(chatId, { first: 0, last: first }));
  const kept = await rows.objectStore('messages').getAll(allOf(chatId));
  const carried = new Set(kept.map(({ value }) => value.attachment?.id));
  for (const key of await rows.objectStore('attachments').getAllKeys(allOf(chatId))) {
    if (!carried.has(key[1])) await rows.objectStore('attachments').delete(key);
  }
  return ranges
    .filter((range) => range.last > first)
    .map((range) => ({ ...range, first: Math.max(range.first, first + 1) }));
}
