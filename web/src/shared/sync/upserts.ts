/** Upserts of the rows of a chat: many at once, each map copied once. Pure. */
import type { MemberRead, MessageRead } from '../api/schema';
import { addRange, shouldStore } from './ranges';
import { newer } from './stamped';
import type { KnownChat } from './world';

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
  const since = [...chat.mentions.since];
  let { ranges, sentNumber, readByOthers } = chat;
  // In the order of their numbers, so that each continues the known range; a difference has no order.
  for (const message of messages.toSorted((one, other) => one.number - other.number)) {
    const { number, author_id } = message;
    const isNew = number > Math.max(chat.lastNumber, ranges.at(-1)?.last ?? 0);
    const isMention = message.mentions_all || message.mentions.includes(meId);
    known.set(number, newer(known.get(number), message, at));
    if (shouldStore(ranges, number)) ranges = addRange(ranges, { first: number, last: number });
    if (author_id === meId) sentNumber = Math.max(sentNumber, number);
    // Writing implies having read.
    else if (author_id !== null) readByOthers = Math.max(readByOthers, number);
    if (isNew && isMention && author_id !== meId) since.push(number);
  }
  return {
    ...chat,
    messages: known,
    ranges,
    sentNumber,
    readByOthers,
    mentions: since.length > chat.mentions.since.length ? { ...chat.mentions, since } : chat.mentions,
  };
}
