/** A chat as it is known here: what was read of it and what streams brought, each map copied once per change. Pure. */
import type { ChatRead, ChatStateRead, ChatView, MemberRead, MessageRead, MyChat } from '@/shared/api/schema';
import { newer, type Stamped } from '@/shared/stream/stamped';
import { type Attachments, withAttachments } from './attachments';
import { NO_PINS, type Pins } from './pins';
import { addRange, type Range, shouldStore } from './ranges';

/** My read number and settings of a chat; published in my own stream. */
export type ChatState = Readonly<Omit<ChatStateRead, 'id' | 'chat_id'>>;

export interface KnownChat {
  readonly id: string;
  readonly chat: Stamped<ChatRead>;
  readonly chatState: Stamped<ChatState>;
  readonly role: MyChat['role'];
  readonly may: MyChat['may'];
  /** The number of the newest message, from the server. */
  readonly lastNumber: number;
  /** The number of my newest known message. */
  readonly sentNumber: number;
  /** Mentions counted by the server up to a number, and the numbers of later mentions. */
  readonly mentions: { readonly counted: number; readonly upTo: number; readonly since: readonly number[] };
  /** The numbers of messages that count for nobody: what the chat itself says, and what was deleted. */
  readonly silent: ReadonlySet<number>;
  /** The highest number that another member has read. */
  readonly readByOthers: number;
  /** The other person of a dialog. */
  readonly otherId: string | undefined;
  /** By profile; also of people who left. */
  readonly members: ReadonlyMap<string, Stamped<MemberRead>>;
  readonly hasAllMembers: boolean;
  /** By number. Those outside of the ranges are kept only until running page requests have ended. */
  readonly messages: ReadonlyMap<number, Stamped<MessageRead>>;
  readonly ranges: readonly Range[];
  /** What messages carry; also of messages outside of the ranges. */
  readonly attachments: Attachments;
  readonly pins: Pins;
  /** What is shown may be out of date: the next view replaces it whole. */
  readonly isStale: boolean;
}

/** Return the chat after this view. My chat state is replaced only if the answer has the seq of my stream. */
export function chatAfterView(
  meId: string,
  known: KnownChat | undefined,
  view: ChatView,
  profileSeq?: number,
): KnownChat {
  const before = known && !known.isStale ? known : undefined;
  const { my, seq } = view;
  const fresh: KnownChat = {
    id: view.chat.id,
    chat: newer(before?.chat, view.chat, seq),
    chatState:
      known && !before
        ? { ...chatStateOf(view), at: 0 }
        : chatStateAfter(before?.chatState, view, profileSeq),
    role: my.role,
    may: my.may,
    lastNumber: Math.max(before?.lastNumber ?? 0, view.last_number),
    sentNumber: before?.sentNumber ?? 0,
    mentions: mentionsAfter(before, view),
    silent: new Set([...(before?.silent ?? []), ...my.silent_numbers]),
    readByOthers: Math.max(before?.readByOthers ?? 0, view.read_by_others),
    otherId: view.other?.profile_id,
    members: before?.members ?? new Map(),
    hasAllMembers: before?.hasAllMembers ?? false,
    messages: before?.messages ?? new Map(),
    ranges: before?.ranges ?? [],
    attachments: withAttachments(
      before?.attachments ?? new Map(),
      view.last_attachment ? [view.last_attachment] : [],
      seq,
    ),
    pins: before?.pins ?? NO_PINS,
    isStale: false,
  };
  const people = [view.other, view.last_author].filter((member) => member !== null);
  const withPeople = withMembers(fresh, people, seq);
  return view.last_message ? withMessages(meId, withPeople, [view.last_message], seq) : withPeople;
}

/** Set members, each unless a newer state is known. */
export function withMembers(chat: KnownChat, members: readonly MemberRead[], at: number): KnownChat {
  if (members.length === 0) return chat;
  const known = new Map(chat.members);
  for (const member of members) known.set(member.profile_id, newer(known.get(member.profile_id), member, at));
  return { ...chat, members: known };
}

/** Set messages, each unless a newer state is known; new last messages extend the conversation. Copies the chat once. */
export function withMessages(
  meId: string,
  chat: KnownChat,
  messages: readonly MessageRead[],
  at: number,
): KnownChat {
  const known = new Map(chat.messages);
  const since = new Set(chat.mentions.since);
  const silent = new Set(chat.silent);
  let { ranges, sentNumber, readByOthers } = chat;
  // In the order of their numbers, so that each continues the known range; a difference has no order.
  for (const message of messages.toSorted((one, other) => one.number - other.number)) {
    const { number, author_id } = message;
    const isMention = message.mentions_all || message.mentions.includes(meId);
    known.set(number, newer(known.get(number), message, at));
    if (shouldStore(ranges, number)) ranges = addRange(ranges, { first: number, last: number });
    if (author_id === meId) sentNumber = Math.max(sentNumber, number);
    // Writing implies having read.
    else if (author_id !== null) readByOthers = Math.max(readByOthers, number);
    // A message that is deleted or edited mentions nobody any more; the server has counted the earlier ones.
    if (isMention && author_id !== meId && number > chat.mentions.upTo) since.add(number);
    else since.delete(number);
    if (author_id === null || message.deleted_at !== null) silent.add(number);
  }
  return {
    ...chat,
    messages: known,
    ranges,
    sentNumber,
    readByOthers,
    silent: silent.size === chat.silent.size ? chat.silent : silent,
    mentions: isSameSet(since, chat.mentions.since) ? chat.mentions : { ...chat.mentions, since: [...since] },
  };
}

/** Return the number of the newest known message. */
export function lastNumber(chat: KnownChat): number {
  return Math.max(chat.lastNumber, chat.ranges.at(-1)?.last ?? 0);
}

function isSameSet(one: ReadonlySet<number>, other: readonly number[]): boolean {
  return one.size === other.length && other.every((number) => one.has(number));
}

function mentionsAfter(known: KnownChat | undefined, { my, last_number }: ChatView): KnownChat['mentions'] {
  if (known && last_number < lastNumber(known)) return known.mentions;
  return { counted: my.unread_mentions, upTo: last_number, since: [] };
}

function chatStateAfter(
  known: Stamped<ChatState> | undefined,
  view: ChatView,
  at: number | undefined,
): Stamped<ChatState> {
  const read = chatStateOf(view);
  if (!known) return { ...read, at: at ?? 0 };
  const read_number = Math.max(known.value.read_number, read.value.read_number);
  if (at === undefined || at < known.at) return { value: { ...known.value, read_number }, at: known.at };
  return { value: { ...read.value, read_number }, at };
}

function chatStateOf({ my }: ChatView): { readonly value: ChatState } {
  const { read_number, is_marked_unread, muted_until, draft } = my;
  return { value: { read_number, is_marked_unread, muted_until, draft } };
}
