/**
 * The data of a person's messenger: chats, members, messages, chat states. Pure: no clock, no socket, no React.
 * Every entity has the seq as of which it is valid, so that an older page overwrites nothing newer. Messages
 * are shown only from ranges without gaps.
 */
import type { ChatView, MemberRead, MessagePage, PinList, ProfileRead } from '@/shared/api/schema';
import { newer } from '@/shared/stream/stamped';
import { withAttachments } from './attachments';
import { chatAfterView, type KnownChat, withMembers } from './known-chat';
import { takePins as takenPins } from './pins';
import { addRange, rangeOf, rangeWith } from './ranges';

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
