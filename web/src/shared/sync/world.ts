/**
 * The data of a person's messenger: chats, members, messages, chat states. Pure: no clock, no socket, no React.
 * Every entity has the seq as of which it is valid, so that an older page overwrites nothing newer. Messages
 * are shown only from ranges without gaps.
 */
import type {
  ChatRead,
  ChatStateRead,
  ChatView,
  MemberRead,
  MessagePage,
  MessageRead,
  MyChat,
  PinList,
  ProfileRead,
} from '../api/schema';
import { type Attachments, withAttachments } from './attachments';
import { NO_PINS, type Pins, takePins as takenPins } from './pins';
import { addRange, type Range, rangeOf, rangeWith } from './ranges';
import { newer, type Stamped } from './stamped';
import { withMembers, withMessages } from './upserts';

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

export interface World {
  readonly me: ProfileRead;
  readonly chats: ReadonlyMap<string, KnownChat>;
  /** True if the list of chats is known, from the server or from the cache. */
  readonly isLoaded: boolean;
}

/** Return a world that contains only the signed-in profile. */
export const emptyWorld = (me: ProfileRead): World => ({ me, chats: new Map(), isLoaded: false });

/** Apply the whole list. Chats that are not in it stay: the welcome removes what is no longer visible. */
export function takeList(world: World, views: readonly ChatView[], profileSeq: number): World {
  const chats = new Map(world.chats);
  for (const view of views) {
    chats.set(view.chat.id, chatAfterView(world.me.id, chats.get(view.chat.id), view, profileSeq));
  }
  return { ...world, chats, isLoaded: true };
}

/** Apply a chat view. */
export function takeView(world: World, view: ChatView, profileSeq?: number): World {
  return withChat(world, chatAfterView(world.me.id, world.chats.get(view.chat.id), view, profileSeq));
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

/** Apply all members of a chat, as of `seq`. */
export function takeMembers(
  world: World,
  chatId: string,
  members: readonly MemberRead[],
  seq: number,
): World {
  const chat = world.chats.get(chatId);
  if (!chat) return world;
  return withChat(world, { ...withMembers(chat, members, seq), hasAllMembers: true });
}

/** Apply a page of messages, as of its seq. Newer messages stay; `range` is what the page covers. */
export function takePage(
  world: World,
  chatId: string,
  page: MessagePage,
  range = rangeOf(page.messages),
): World {
  const chat = world.chats.get(chatId);
  if (!chat || !range) return world;
  const messages = new Map(chat.messages);
  let { sentNumber } = chat;
  for (const message of page.messages) {
    messages.set(message.number, newer(messages.get(message.number), message, page.seq));
    if (message.author_id === world.me.id) sentNumber = Math.max(sentNumber, message.number);
  }
  const ranges = addRange(chat.ranges, range);
  const attachments = withAttachments(chat.attachments, page.attachments, page.seq);
  const lastKnown = Math.max(chat.lastNumber, page.last_number);
  return withChat(world, { ...chat, messages, ranges, attachments, sentNumber, lastNumber: lastKnown });
}

/** Apply all pins of a chat, as of their seq. */
export function takePins(world: World, chatId: string, list: PinList): World {
  return changeChat(world, chatId, (chat) => ({ ...chat, pins: takenPins(chat.pins, list) }));
}

/** Drop messages outside of the ranges, once no running page request might need them. */
export function dropUnranged(world: World, chatId: string): World {
  const chat = world.chats.get(chatId);
  if (!chat) return world;
  const messages = new Map([...chat.messages].filter(([number]) => rangeWith(chat.ranges, number)));
  return messages.size === chat.messages.size ? world : withChat(world, { ...chat, messages });
}

/** Return the world with this chat. */
function withChat(world: World, chat: KnownChat): World {
  return { ...world, chats: new Map(world.chats).set(chat.id, chat) };
}

/** Change a chat if it exists. */
export function changeChat(world: World, chatId: string, change: (chat: KnownChat) => KnownChat): World {
  const chat = world.chats.get(chatId);
  return chat ? withChat(world, change(chat)) : world;
}

/** Remove a chat that is no longer visible. */
export function withoutChat(world: World, chatId: string): World {
  if (!world.chats.has(chatId)) return world;
  const chats = new Map(world.chats);
  chats.delete(chatId);
  return { ...world, chats };
}

/** Mark chats as out of date: the next view of each replaces it whole. They stay readable until then. */
export function withStale(world: World, chatIds: Iterable<string>): World {
  const chats = new Map(world.chats);
  for (const id of chatIds) {
    const chat = chats.get(id);
    if (chat) chats.set(id, { ...chat, isStale: true });
  }
  return { ...world, chats };
}

/** Return the number of the newest known message. */
export function lastNumber(chat: KnownChat): number {
  return Math.max(chat.lastNumber, chat.ranges.at(-1)?.last ?? 0);
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
