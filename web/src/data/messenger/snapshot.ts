/** The data of the interface, as one immutable snapshot. Pure. */
import type { MessageRead } from '@/shared/api/schema';
import type { Phase } from '@/shared/stream/connection';
import type { Composing } from './composing';
import type { KnownChat } from './known-chat';
import { mayRetry, type OutboxItem, REPLY } from './outbox';
import type { OutboxView } from './outbox-runner';
import { type Range, rangeWith } from './ranges';
import { sentKind } from './sent-kinds';
import type { World } from './world';

export interface Snapshot {
  readonly world: World;
  readonly phase: Phase;
  /** How often this tab has been connected. */
  readonly connections: number;
  readonly outbox: OutboxView;
  /** Read numbers that the server may not have yet, by chat. */
  readonly localReadNumbers: ReadonlyMap<string, number>;
  /** Drafts that the server may not have yet, by chat. */
  readonly localDrafts: ReadonlyMap<string, string>;
  /** What composers hold besides their text, by chat. */
  readonly composing: ReadonlyMap<string, Composing>;
  /** Until when somebody counts as typing, by chat and profile. */
  readonly typing: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** How many mutes have ended while the page was open: who is muted follows the clock. */
  readonly mutesEnded: number;
  /** The error of reading the list, if any. */
  readonly listFailure: unknown;
}

/** A file of a waiting message. */
export interface WaitingFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly blob: Blob | undefined;
  /** The uploaded fraction, from 0 to 1. */
  readonly progress: number;
}

/** The state of an own message, or of an edit of one, that the server has not confirmed. */
export interface Waiting {
  /** Its id in the outbox. */
  readonly id: string;
  readonly state: 'queued' | 'sending' | 'failed';
  /** Why it failed; see `errorCodeText`. */
  readonly code: string | undefined;
  /** False if the same would be refused again. */
  readonly mayRetry: boolean;
  /** What of it was refused: the name of a file, or the reply. */
  readonly refused: { readonly file: string } | 'reply' | undefined;
  readonly files: readonly WaitingFile[];
}

/** A message of a conversation. */
export interface ShownMessage {
  /** The same before and after it was sent. */
  readonly key: string;
  /** Of a waiting one `number` is 0 and `id` is its client_id. */
  readonly message: MessageRead;
  readonly isOwn: boolean;
  readonly waiting: Waiting | undefined;
}

/** Return a message of the server for the conversation. */
export function shown(message: MessageRead, meId: string): ShownMessage {
  // Service messages have no author.
  return {
    key: message.client_id ?? message.id,
    message,
    isOwn: message.author_id === meId,
    waiting: undefined,
  };
}

/** Return the messages of a range, oldest first. */
export function messagesIn(known: KnownChat['messages'], range: Range): readonly MessageRead[] {
  const messages: MessageRead[] = [];
  for (let number = range.first; number <= range.last; number += 1) {
    const message = known.get(number);
    if (message) messages.push(message.value);
  }
  return messages;
}

/** Return the range to show: the one with this number, or the newest. */
export function rangeAt(chat: KnownChat, anchor: number | 'end'): Range | undefined {
  return anchor === 'end' ? chat.ranges.at(-1) : rangeWith(chat.ranges, anchor);
}

/** Return the waiting messages of a conversation: those that have not arrived through the stream. */
export function waitingOf(
  chatId: string,
  messages: KnownChat['messages'],
  outbox: OutboxView,
  meId: string,
): readonly ShownMessage[] {
  const here = outbox.items.filter((item) => item.chatId === chatId && item.edits === undefined);
  if (here.length === 0) return [];
  const known = new Set([...messages.values()].map(({ value }) => value.client_id));
  return here.filter(({ clientId }) => !known.has(clientId)).map((item) => shownWaiting(item, outbox, meId));
}

/** Return the items that have arrived through the stream: by client id, or by number. */
export function arrived(chat: KnownChat, items: readonly OutboxItem[], lastKnown: number): readonly string[] {
  const here = items.filter(({ chatId }) => chatId === chat.id);
  if (here.length === 0) return [];
  const known = new Set([...chat.messages.values()].map(({ value }) => value.client_id));
  const isThere = (item: OutboxItem) => {
    if (item.edits !== undefined) return item.message !== null && hasEdit(chat, item.message);
    return known.has(item.clientId) || (item.message !== null && item.message.number <= lastKnown);
  };
  return here.filter(isThere).map(({ clientId }) => clientId);
}

/** True if a message is known as edited, or not known at all. */
function hasEdit(chat: KnownChat, { number, edited_at }: MessageRead): boolean {
  const known = chat.messages.get(number)?.value;
  return !known || known.deleted_at !== null || (known.edited_at ?? '') >= (edited_at ?? '');
}

/** Return the edits of messages of a chat that wait, by message. */
export function editsOf(chatId: string, { items }: OutboxView): ReadonlyMap<string, OutboxItem> {
  const here = items.filter((item) => item.chatId === chatId);
  return new Map(here.flatMap((item) => (item.edits === undefined ? [] : [[item.edits, item]])));
}

/** Return a message as this edit makes it. */
export function withEdit(message: MessageRead, edit: OutboxItem, { kinds }: OutboxView): MessageRead {
  return { ...message, ...(edit.message ?? sentKind(kinds, edit.kind)?.look(edit.body)) };
}

/** Return a message with its edit that waits. */
export function shownEdited(
  message: MessageRead,
  edit: OutboxItem,
  outbox: OutboxView,
  meId: string,
): ShownMessage {
  const changed = shown(withEdit(message, edit, outbox), meId);
  return edit.message ? changed : { ...changed, waiting: waitingState(edit, outbox, []) };
}

function waitingState(item: OutboxItem, outbox: OutboxView, files: readonly WaitingFile[]): Waiting {
  const isGoing = item.state === 'queued' && outbox.inFlight.has(item.clientId);
  const state = item.state === 'failed' ? 'failed' : isGoing ? 'sending' : 'queued';
  const code = item.code ?? undefined;
  return { id: item.clientId, state, code, mayRetry: mayRetry(code), refused: refusedOf(item), files };
}

function refusedOf({ refusedPart, files }: OutboxItem): Waiting['refused'] {
  if (refusedPart === REPLY) return 'reply';
  const file = files.find(({ id }) => id === refusedPart);
  return file && { file: file.name };
}

function shownWaiting(item: OutboxItem, outbox: OutboxView, meId: string): ShownMessage {
  if (item.message) return shown(item.message, meId);
  const files = item.files.map(({ id, name, size, type, uploadedId }) => {
    const blob = outbox.blobs.get(id);
    return { id, name, size, type, blob, progress: uploadedId ? 1 : (outbox.progress[id] ?? 0) };
  });
  const message: MessageRead = {
    id: item.clientId,
    chat_id: item.chatId,
    number: 0,
    client_id: item.clientId,
    author_id: meId,
    // The server's kinds are those that it can send.
    kind: item.kind as MessageRead['kind'],
    text: '',
    entities: [],
    service: null,
    attachment: null,
    reply_to: null,
    mentions: [],
    mentions_all: false,
    files: [],
    reactions: [],
    sent_at: item.queuedAt,
    edited_at: null,
    deleted_at: null,
    ...sentKind(outbox.kinds, item.kind)?.look(item.body),
  };
  return {
    key: item.clientId,
    message,
    isOwn: true,
    waiting: waitingState(item, outbox, files),
  };
}
