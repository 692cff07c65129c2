/**
 * The offline cache. One database per person; every write is one transaction that stores a stream's seq with what
 * changed, so that a crashed tab leaves no partial state. Tabs may write the same data: a step that does not start at
 * the cached seq changes nothing.
 */
import type { ChatView, MemberRead, MessagePage, MessageRead, ProfileRead } from '@/shared/api/schema';
import type { Stamped } from '@/shared/stream/stamped';
import type { Step } from '@/shared/stream/stream';
import { type EntityUpdate, idOf, type Positions, type StreamKey } from '@/shared/stream/wire';
import type { Attachment } from './attachments';
import {
  allOf,
  beginWrite,
  saveAttachments,
  saveChatState,
  saveMember,
  saveMessage,
  saveMessageInRange,
  savePinsOf,
  trimmed,
  within,
} from './cache-rows';
import { type Database, SERVED_STORES } from './database';
import { chatAfterView, type KnownChat } from './known-chat';
import { hasChangedAt, NO_PINS } from './pins';
import { addRange, type Range, rangeOf } from './ranges';
import { chatStream, isChatStream } from './streams';
import { viewOf, withRows } from './views';
import type { World } from './world';

/** Messages of a chat that are read at the start; earlier ones are read on demand. */
const FIRST_MESSAGES = 60;

/** The cached data. */
export interface CachedState {
  readonly epoch: string | null;
  readonly positions: Positions;
  readonly world: World | undefined;
}

/** Read the data that are shown at the start. */
export async function readCache(database: Database): Promise<CachedState> {
  const rows = database.transaction(['meta', ...SERVED_STORES], 'readonly');
  const [epoch, me, streams, views, chatStates, pins] = await Promise.all([
    rows.objectStore('meta').get('epoch'),
    rows.objectStore('meta').get('me'),
    rows.objectStore('streams').getAll(),
    rows.objectStore('chats').getAll(),
    rows.objectStore('chatStates').getAll(),
    rows.objectStore('pins').getAll(),
  ]);
  const positions = Object.fromEntries(streams.map(({ key, seq }) => [key, seq]));
  if (typeof epoch !== 'string' || typeof me !== 'object')
    return { epoch: null, positions: {}, world: undefined };
  const streamOf = new Map(streams.map((stream) => [stream.key, stream]));
  const stateOf = new Map(chatStates.map((chatState) => [chatState.chatId, chatState]));
  const pinsOf = new Map(pins.map(({ chatId, ...known }) => [chatId, known]));
  const read = async (view: ChatView): Promise<KnownChat> => {
    const { id } = view.chat;
    const stream = streamOf.get(chatStream(id));
    const tail = stream?.ranges.at(-1);
    const first = tail ? Math.max(tail.first, tail.last - FIRST_MESSAGES + 1) : 1;
    const [members, attachments, messages] = await Promise.all([
      rows.objectStore('members').getAll(allOf(id)),
      rows.objectStore('attachments').getAll(allOf(id)),
      tail ? rows.objectStore('messages').getAll(within(id, { first, last: tail.last })) : [],
    ]);
    return withRows(chatAfterView(me.id, undefined, view), {
      chatState: stateOf.get(id),
      hasAllMembers: stream?.hasAllMembers ?? false,
      members: new Map(members.map((member) => [member.value.profile_id, member])),
      messages: new Map(messages.map((message) => [message.value.number, message])),
      ranges: tail ? [{ first, last: tail.last }] : [],
      attachments: new Map(attachments.map((attachment) => [attachment.value.value.id, attachment])),
      pins: pinsOf.get(id) ?? NO_PINS,
    });
  };
  const chats = new Map((await Promise.all(views.map(read))).map((chat) => [chat.id, chat]));
  return { epoch, positions, world: { me, chats, isLoaded: streams.length > 0 } };
}

/** Save the signed-in profile and the epoch of the server's database. */
export async function saveMeta(
  database: Database,
  meta: { epoch?: string; me?: ProfileRead },
): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  if (meta.epoch !== undefined) await rows.objectStore('meta').put(meta.epoch, 'epoch');
  if (meta.me !== undefined) await rows.objectStore('meta').put(meta.me, 'me');
  await rows.done;
}

/** Save a step of a stream; `world` is the one after it. */
export async function saveStep(
  database: Database,
  key: StreamKey,
  step: Step<EntityUpdate>,
  world: World,
): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  const cached = await rows.objectStore('streams').get(key);
  if (cached && step.from <= cached.seq && cached.seq < step.to) {
    let ranges = cached.ranges;
    for (const update of step.updates) {
      if (update.kind === 'message') ranges = await saveMessageInRange(rows, update.value, step.to, ranges);
      else if (update.kind === 'member') await saveMember(rows, update.value, step.to);
      else if (update.kind === 'chat_state') await saveChatState(rows, world.chats.get(update.value.chat_id));
    }
    const chat = isChatStream(key) ? world.chats.get(idOf(key)) : undefined;
    if (chat) {
      // What this step has brought, of whatever kind.
      const brought = [...chat.attachments.values()].filter(({ at }) => at === step.to);
      const values = brought.map(({ value }) => value);
      await saveAttachments(rows, chat.id, values, step.to);
      if (hasChangedAt(chat.pins, step.to)) await savePinsOf(rows, chat);
      await rows.objectStore('chats').put(viewOf(chat));
    }
    await rows.objectStore('streams').put({ ...cached, seq: step.to, ranges });
  }
  await rows.done;
}

/** Save a chat view; `chat` is its state in the world. */
export async function saveView(database: Database, view: ChatView, chat: KnownChat): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  const key = chatStream(chat.id);
  const cached = await rows.objectStore('streams').get(key);
  let ranges: readonly Range[] = cached?.ranges ?? [];
  if (view.last_message && (!cached || view.seq >= cached.seq)) {
    ranges = await saveMessageInRange(rows, view.last_message, view.seq, ranges);
    if (view.last_attachment) await saveAttachments(rows, chat.id, [view.last_attachment], view.seq);
  }
  for (const member of [view.other, view.last_author]) if (member) await saveMember(rows, member, view.seq);
  await rows.objectStore('chats').put(viewOf(chat));
  await saveChatState(rows, chat);
  // A cached stream continues by its own steps: jumping ahead would skip what changed outside of the view.
  const stream = cached ?? { key, seq: view.seq, hasAllMembers: false };
  await rows.objectStore('streams').put({ ...stream, ranges });
  await rows.done;
}

/** Save how far others have read, which no step of the stream tells. */
export async function saveReadByOthers(database: Database, chatId: string, number: number): Promise<void> {
  const rows = await beginWrite(database);
  const view = await rows?.objectStore('chats').get(chatId);
  if (view) await rows?.objectStore('chats').put({ ...view, read_by_others: number });
  await rows?.done;
}

/** Save the first position of a stream. */
export async function savePosition(database: Database, key: StreamKey, seq: number): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  const streams = rows.objectStore('streams');
  if (!(await streams.get(key))) await streams.put({ key, seq, ranges: [], hasAllMembers: false });
  await rows.done;
}

/** Save a page of messages, unless the cached stream is ahead of it: changes in between would be lost. */
export async function savePage(
  database: Database,
  chatId: string,
  page: MessagePage,
  range = rangeOf(page.messages),
): Promise<void> {
  if (!range) return;
  const rows = await beginWrite(database);
  if (!rows) return;
  const cached = await rows.objectStore('streams').get(chatStream(chatId));
  if (cached && page.seq >= cached.seq) {
    for (const message of page.messages) await saveMessage(rows, message, page.seq);
    await saveAttachments(rows, chatId, page.attachments, page.seq);
    const ranges = addRange(cached.ranges, range);
    await rows.objectStore('streams').put({ ...cached, ranges: await trimmed(rows, chatId, ranges) });
  }
  await rows.done;
}

/** Save all members of a chat. */
export async function saveMembers(
  database: Database,
  chatId: string,
  members: readonly MemberRead[],
  seq: number,
): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  for (const member of members) await saveMember(rows, member, seq);
  const cached = await rows.objectStore('streams').get(chatStream(chatId));
  if (cached) await rows.objectStore('streams').put({ ...cached, hasAllMembers: true });
  await rows.done;
}

/** Save the pins of a chat, unless the cached stream is ahead of them: changes in between would be lost. */
export async function savePins(database: Database, chat: KnownChat, seq: number): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  const cached = await rows.objectStore('streams').get(chatStream(chat.id));
  if (cached && seq >= cached.seq) await savePinsOf(rows, chat);
  await rows.done;
}

/** Return the cached messages of a range, oldest first. */
export async function readMessages(
  database: Database,
  chatId: string,
  wanted: Range,
): Promise<readonly Stamped<MessageRead>[]> {
  return database.getAll('messages', within(chatId, wanted));
}

/** Return what the cached messages of a chat carry. */
export async function readAttachments(
  database: Database,
  chatId: string,
): Promise<readonly Stamped<Attachment>[]> {
  return database.getAll('attachments', allOf(chatId));
}

/** Return the cached ranges of a chat. */
export async function readRanges(database: Database, chatId: string): Promise<readonly Range[]> {
  return (await database.get('streams', chatStream(chatId)))?.ranges ?? [];
}

/** Delete everything of this chat. */
export async function wipeChat(database: Database, chatId: string): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  await Promise.all([
    rows.objectStore('streams').delete(chatStream(chatId)),
    rows.objectStore('chats').delete(chatId),
    rows.objectStore('chatStates').delete(chatId),
    rows.objectStore('members').delete(allOf(chatId)),
    rows.objectStore('messages').delete(allOf(chatId)),
    rows.objectStore('attachments').delete(allOf(chatId)),
    rows.objectStore('pins').delete(chatId),
  ]);
  await rows.done;
}

/** Delete everything that came from the server; outbox and drafts stay. */
export async function wipeServed(database: Database): Promise<void> {
  const rows = await beginWrite(database);
  if (!rows) return;
  await Promise.all(SERVED_STORES.map((store) => rows.objectStore(store).clear()));
  await rows.done;
}
