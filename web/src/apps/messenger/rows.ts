/** A row of the list of chats, built from its summary. */

import type { ChatSummary } from '@/data/messenger/chat-list';
import type { ChatLine, ShownChat } from '@/features/chats/model/row';
import { kindOf, previewOf } from '@/features/messages/kinds/kinds';
import { t } from '@/shared/i18n/text';
import { calledName, worksAtSchool } from '@/shared/person/person';

/** Return the row of a chat; `isOpen` hides the draft, which the composer shows. */
export function rowOf(chat: ChatSummary, isOpen: boolean, hasCall: boolean): ShownChat {
  return {
    id: chat.id,
    title: chat.title,
    face: chat.face,
    isStaff: chat.other !== undefined && worksAtSchool(chat.other.badges),
    line: lineOf(chat, isOpen),
    at: chat.at,
    unread: chat.unread,
    isMarkedUnread: chat.isMarkedUnread,
    isMentioned: chat.unreadMentions > 0,
    isMuted: chat.isMuted,
    hasUnsent: chat.unsent !== undefined,
    hasCall,
    isArchived: chat.chat.is_archived,
  };
}

/** Return the text for who is typing. */
export function typingText(
  typing: readonly string[],
  isDialog: boolean,
  nameOf: (id: string) => string,
): string {
  const [first] = typing;
  if (isDialog || first === undefined) return t('chats.typingDialog');
  return typing.length === 1
    ? t('chats.typingOne', { name: nameOf(first) })
    : t('chats.typingMany', { count: typing.length });
}

function lineOf(chat: ChatSummary, isOpen: boolean): ChatLine {
  const isDialog = chat.chat.kind === 'dialog';
  const nameOf = (id: string) => {
    const member = chat.members.get(id)?.value;
    return member ? calledName(member) : t('messages.somebody');
  };
  if (chat.typing.length > 0) return { kind: 'typing', words: typingText(chat.typing, isDialog, nameOf) };
  if (chat.draft && !isOpen) return { kind: 'draft', words: chat.draft };
  const { last } = chat;
  if (!last) return { kind: 'empty', words: t('chats.noMessages') };
  const words = previewOf(last.message, {
    nameOf,
    value: chat.lastAttachment,
    isOwn: last.isOwn,
    me: chat.me,
  });
  if (kindOf(last.message).layout === 'line') return { kind: 'service', words };
  if (last.isOwn) return { kind: 'message', author: t('chats.you'), words };
  if (isDialog) return { kind: 'message', words };
  return { kind: 'message', author: chat.lastAuthor && calledName(chat.lastAuthor), words };
}
