/** The data of a chat for the list, the header and the counters. Pure. */

import type { ChatRead, MemberRead, MessageRead, MyChat } from '@/shared/api/schema';
import { titleOf } from '@/shared/person/person';
import type { Face } from '@/shared/ui/Avatar';
import { pictureOf } from '@/shared/ui/picture';
import { type KnownChat, lastNumber } from './known-chat';
import type { World } from './world';

/** A chat for its header. */
export interface ChatDetails {
  readonly chat: ChatRead;
  readonly title: string;
  readonly face: Face;
  /** The other person of a dialog. */
  readonly other: MemberRead | undefined;
  readonly role: MyChat['role'];
  readonly may: MyChat['may'];
  readonly readNumber: number;
  readonly unread: number;
  readonly isMarkedUnread: boolean;
  readonly isMuted: boolean;
  readonly mutedUntil: string | null;
  /** Own messages up to this number have been read by somebody. */
  readonly readByOthers: number;
}

/** Count the unread messages; own ones count as read, and what the chat itself says or was deleted does not count. */
export function unreadOf(chat: KnownChat, localReadNumber = 0): number {
  const read = readNumberOf(chat, localReadNumber);
  const newer = Math.max(0, lastNumber(chat) - read);
  return newer === 0 ? 0 : newer - silentAfter(chat, read).length;
}

/** Return the number of the first unread message that counts; undefined if none does. */
export function firstUnreadOf(chat: KnownChat, localReadNumber = 0): number | undefined {
  if (unreadOf(chat, localReadNumber) === 0) return undefined;
  let number = readNumberOf(chat, localReadNumber) + 1;
  while (chat.silent.has(number)) number += 1;
  return number;
}

/** Return the number of the unread message that carries this, if it is known. */
export function unreadNumberOf(
  chat: KnownChat,
  attachmentId: string,
  localReadNumber = 0,
): number | undefined {
  const last = lastNumber(chat);
  for (let number = readNumberOf(chat, localReadNumber) + 1; number <= last; number += 1) {
    if (chat.messages.get(number)?.value.attachment?.id === attachmentId) return number;
  }
  return undefined;
}

/** Return the messages after this number that do not count. */
export function silentAfter({ silent }: KnownChat, read: number): number[] {
  return [...silent].filter((number) => number > read);
}

/** Return my read number; `localReadNumber` is what the server may not have yet. */
export function readNumberOf(chat: KnownChat, localReadNumber = 0): number {
  return Math.max(chat.chatState.value.read_number, chat.sentNumber, localReadNumber);
}

/** Count the unread messages that mention me. */
export function unreadMentionsOf(chat: KnownChat, localReadNumber = 0): number {
  const read = readNumberOf(chat, localReadNumber);
  const { counted, upTo, since } = chat.mentions;
  return (read >= upTo ? 0 : counted) + since.filter((number) => number > read).length;
}

/** True if the chat is muted now. */
export function isMuted(chat: KnownChat, now: number): boolean {
  const until = chat.chatState.value.muted_until;
  return until !== null && Date.parse(until) > now;
}

/** Return the other person of a dialog. */
export function otherOf(chat: KnownChat): MemberRead | undefined {
  return chat.otherId === undefined ? undefined : chat.members.get(chat.otherId)?.value;
}

/** Return the picture of the chat; of a dialog, the other person's. */
export function faceOf(chat: ChatRead, other: MemberRead | undefined): Face {
  const src = pictureOf(chat.picture ?? other?.picture ?? null);
  return other ? { id: other.profile_id, name: other.name, src } : { id: chat.id, name: chat.title, src };
}

/** Return the newest known message. */
export function lastMessageOf(chat: KnownChat): MessageRead | undefined {
  const { first = 1, last = 0 } = chat.ranges.at(-1) ?? {};
  for (let number = last; number >= first; number -= 1) {
    const message = chat.messages.get(number);
    if (message) return message.value;
  }
  return undefined;
}

/** Return the time by which the list is sorted. */
export function momentOf(chat: KnownChat): string {
  return lastMessageOf(chat)?.sent_at ?? chat.chat.value.created_at;
}

/** Return a chat for its header. */
export function detailsOf(chat: KnownChat, isMuted: boolean, localReadNumber = 0): ChatDetails {
  const other = otherOf(chat);
  return {
    chat: chat.chat.value,
    title: titleOf(chat.chat.value, other),
    face: faceOf(chat.chat.value, other),
    other,
    role: chat.role,
    may: chat.may,
    readNumber: readNumberOf(chat, localReadNumber),
    unread: unreadOf(chat, localReadNumber),
    isMarkedUnread: chat.chatState.value.is_marked_unread,
    isMuted,
    mutedUntil: chat.chatState.value.muted_until,
    readByOthers: chat.readByOthers,
  };
}

/** Count the unread messages of all chats that are not muted, and chats that are marked as unread: for the title, the rail and the tab. */
export function unreadTotal(world: World, now: number, localReadNumber: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const chat of world.chats.values()) {
    if (isMuted(chat, now) || chat.chat.value.is_archived) continue;
    const unread = unreadOf(chat, localReadNumber.get(chat.id));
    total += unread === 0 && chat.chatState.value.is_marked_unread ? 1 : unread;
  }
  return total;
}

/** Return when the next mute ends; undefined if none does. */
export function nextMuteEnd(world: World, now: number): number | undefined {
  let next: number | undefined;
  for (const { chatState } of world.chats.values()) {
    const end = Date.parse(chatState.value.muted_until ?? '');
    if (end > now && (next === undefined || end < next)) next = end;
  }
  return next;
}

/** Return the present members, admins first, then by name. */
export function presentMembers(chat: KnownChat): readonly MemberRead[] {
  const ranks: Readonly<Record<MemberRead['role'], number>> = { owner: 0, admin: 1, member: 2, reader: 3 };
  return [...chat.members.values()]
    .map(({ value }) => value)
    .filter((member) => member.is_present)
    .sort((one, other) => ranks[one.role] - ranks[other.role] || byName(one, other));
}

function byName(one: MemberRead, other: MemberRead): number {
  return (
    one.name.last_name.localeCompare(other.name.last_name, 'ru') ||
    one.name.first_name.localeCompare(other.name.first_name, 'ru')
  );
}
