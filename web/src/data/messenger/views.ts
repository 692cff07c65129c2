/** A known chat as the server's own view of it, which the cache keeps, and back. Pure. */
import type { ChatView } from '@/shared/api/schema';
import { type ChatState, type KnownChat, lastNumber } from './known-chat';
import { otherOf, readNumberOf, silentAfter, unreadMentionsOf, unreadOf } from './summary';

/** What the cache keeps in rows of its own. */
interface Rows
  extends Pick<KnownChat, 'hasAllMembers' | 'members' | 'messages' | 'ranges' | 'attachments' | 'pins'> {
  readonly chatState: { readonly value: ChatState; readonly at: number } | undefined;
}

/** Return the server's view of a chat, without its messages. */
export function viewOf(chat: KnownChat): ChatView {
  const read_number = readNumberOf(chat);
  const { is_marked_unread, muted_until, draft } = chat.chatState.value;
  return {
    chat: chat.chat.value,
    my: {
      role: chat.role,
      may: [...chat.may],
      read_number,
      unread: unreadOf(chat),
      silent_numbers: silentAfter(chat, read_number),
      unread_mentions: unreadMentionsOf(chat),
      is_marked_unread,
      muted_until,
      draft,
    },
    seq: chat.chat.at,
    last_number: lastNumber(chat),
    last_message: null,
    last_attachment: null,
    last_author: null,
    read_by_others: chat.readByOthers,
    other: otherOf(chat) ?? null,
  };
}

/** Return the chat with its cached rows. */
export function withRows(chat: KnownChat, { chatState, ...rows }: Rows): KnownChat {
  if (!chatState) return { ...chat, ...rows };
  const read_number = Math.max(chat.chatState.value.read_number, chatState.value.read_number);
  return { ...chat, ...rows, chatState: { value: { ...chatState.value, read_number }, at: chatState.at } };
}
