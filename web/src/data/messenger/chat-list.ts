/**
 * The list of chats as selectors: rows and their order keep their identity until they change, so that a change of
 * one chat draws one row. Pure; what was selected before is remembered by the chats themselves.
 */

import type { ChatRead, MemberRead } from '@/shared/api/schema';
import { serverNow } from '@/shared/clock';
import { titleOf } from '@/shared/person/person';
import type { Face } from '@/shared/ui/Avatar';
import { type Attachment, attachmentOf } from './attachments';
import { type KnownChat, lastNumber } from './known-chat';
import type { OutboxView } from './outbox-runner';
import { editsOf, type ShownMessage, type Snapshot, shown, shownEdited, waitingOf } from './snapshot';
import { faceOf, isMuted, lastMessageOf, momentOf, otherOf, unreadMentionsOf, unreadOf } from './summary';
import type { World } from './world';

/** A row of the list of chats. */
export interface ChatSummary {
  readonly id: string;
  readonly chat: ChatRead;
  readonly title: string;
  readonly face: Face;
  /** The other person of a dialog. */
  readonly other: MemberRead | undefined;
  readonly members: KnownChat['members'];
  readonly me: string;
  readonly last: ShownMessage | undefined;
  /** What of the person's own has not reached the server: something was refused, or all of it waits. */
  readonly unsent: 'failed' | 'queued' | undefined;
  readonly lastAuthor: MemberRead | undefined;
  /** The present state of what the last message carries. */
  readonly lastAttachment: Attachment | undefined;
  readonly unread: number;
  readonly unreadMentions: number;
  readonly isMarkedUnread: boolean;
  readonly isMuted: boolean;
  readonly draft: string;
  /** The time by which the list is sorted. */
  readonly at: string;
  /** Profiles that are typing now, without me. */
  readonly typing: readonly string[];
  /** Own messages up to this number have been read by somebody. */
  readonly readByOthers: number;
}

/** The chats of the list in their order, the one with the newest message first. */
export interface ChatOrder {
  readonly inUse: readonly string[];
  readonly archived: readonly string[];
}

/** What a row depends on besides its chat. */
interface Inputs {
  readonly meId: string;
  /** Undefined unless something waits to be sent in this chat. */
  readonly outbox: OutboxView | undefined;
  readonly read: number | undefined;
  readonly draft: string | undefined;
  readonly typing: ReadonlyMap<string, number> | undefined;
  readonly isMuted: boolean;
}

const summaries = new WeakMap<KnownChat, { readonly inputs: Inputs; readonly summary: ChatSummary }>();
const orders = new WeakMap<
  World['chats'],
  { readonly outbox: OutboxView['items']; readonly ids: readonly string[] }
>();

/** Return the row of a chat: the same object until something of it changes. */
export function selectSummary(snapshot: Snapshot, chatId: string): ChatSummary | undefined {
  const chat = snapshot.world.chats.get(chatId);
  if (!chat) return undefined;
  const inputs = inputsOf(snapshot, chat);
  const known = summaries.get(chat);
  if (known && isSame(known.inputs, inputs)) return known.summary;
  const summary = summaryOf(chat, inputs);
  summaries.set(chat, { inputs, summary });
  return summary;
}

/** Return the ids of all chats, the one with the newest message first. */
export function selectIds({ world, outbox }: Snapshot): readonly string[] {
  const known = orders.get(world.chats);
  if (known && known.outbox === outbox.items) return known.ids;
  const moments = [...world.chats.values()].map((chat) => [chat.id, sortedAt(chat, outbox.items)] as const);
  const ids = moments.sort(([, one], [, other]) => (one < other ? 1 : -1)).map(([id]) => id);
  orders.set(world.chats, { outbox: outbox.items, ids });
  return ids;
}

/** Return what the list shows: the same object as before if the order is the same. Empty dialogs are not listed. */
export function selectOrder(snapshot: Snapshot, openId: string | undefined, before?: ChatOrder): ChatOrder {
  const inUse: string[] = [];
  const archived: string[] = [];
  for (const id of selectIds(snapshot)) {
    const chat = snapshot.world.chats.get(id);
    if (chat?.chat.value.is_archived) archived.push(id);
    else if (chat && (id === openId || !isUntouched(chat, snapshot))) inUse.push(id);
  }
  const isSameOrder = before && areEqual(before.inUse, inUse) && areEqual(before.archived, archived);
  return isSameOrder ? before : { inUse, archived };
}

function inputsOf(
  { world, outbox, localReadNumbers, localDrafts, typing }: Snapshot,
  chat: KnownChat,
): Inputs {
  return {
    meId: world.me.id,
    outbox: outbox.items.some(({ chatId }) => chatId === chat.id) ? outbox : undefined,
    read: localReadNumbers.get(chat.id),
    draft: localDrafts.get(chat.id),
    typing: typing.get(chat.id),
    isMuted: isMuted(chat, serverNow()),
  };
}

function isSame(one: Inputs, other: Inputs): boolean {
  return (Object.keys(one) as (keyof Inputs)[]).every((key) => one[key] === other[key]);
}

function summaryOf(chat: KnownChat, { meId, outbox, read, draft, typing, isMuted }: Inputs): ChatSummary {
  const other = otherOf(chat);
  const known = lastMessageOf(chat);
  const waiting = outbox ? waitingOf(chat.id, chat.messages, outbox, meId).at(-1) : undefined;
  const edit = outbox && known && editsOf(chat.id, outbox).get(known.id);
  const last = waiting ?? (known && (edit ? shownEdited(known, edit, outbox, meId) : shown(known, meId)));
  const author = last?.message.author_id;
  return {
    id: chat.id,
    chat: chat.chat.value,
    title: titleOf(chat.chat.value, other),
    face: faceOf(chat.chat.value, other),
    other,
    members: chat.members,
    me: meId,
    last,
    unsent: outbox && unsentOf(chat.id, outbox),
    lastAuthor: author ? chat.members.get(author)?.value : undefined,
    lastAttachment: last && attachmentOf(chat.attachments, last.message),
    unread: unreadOf(chat, read),
    unreadMentions: unreadMentionsOf(chat, read),
    isMarkedUnread: chat.chatState.value.is_marked_unread,
    isMuted,
    draft: draft ?? chat.chatState.value.draft,
    at: waiting ? waiting.message.sent_at : momentOf(chat),
    typing: [...(typing?.keys() ?? [])],
    readByOthers: chat.readByOthers,
  };
}

function unsentOf(chatId: string, { items }: OutboxView): ChatSummary['unsent'] {
  const states = items.filter((item) => item.chatId === chatId).map(({ state }) => state);
  if (states.includes('failed')) return 'failed';
  return states.includes('queued') ? 'queued' : undefined;
}

function sortedAt(chat: KnownChat, items: OutboxView['items']): string {
  const waiting = items.findLast(
    ({ chatId, edits, message }) => chatId === chat.id && edits === undefined && message === null,
  );
  return waiting?.queuedAt ?? momentOf(chat);
}

function isUntouched(chat: KnownChat, { outbox, localDrafts }: Snapshot): boolean {
  if (chat.chat.value.kind !== 'dialog' || lastNumber(chat) > 0) return false;
  const draft = localDrafts.get(chat.id) ?? chat.chatState.value.draft;
  return draft === '' && !outbox.items.some(({ chatId }) => chatId === chat.id);
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, at) => id === other[at]);
}
