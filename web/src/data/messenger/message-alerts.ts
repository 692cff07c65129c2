/** The new messages that cause a sound and a notification. Pure. */

import type { MessageRead } from '@/shared/api/schema';
import { calledName, titleOf } from '@/shared/person/person';
import { type Attachment, attachmentOf } from './attachments';
import type { KnownChat } from './known-chat';
import { isMuted, otherOf, readNumberOf } from './summary';
import type { World } from './world';

/** The alert of a chat: the last message and its author, and the number of new messages. */
export interface MessageAlert {
  readonly chatId: string;
  readonly title: string;
  readonly author: string | undefined;
  readonly text: string;
  readonly count: number;
}

/** Returns the words of a notification about a message, or undefined if it causes none. */
export type AlertWords = (message: MessageRead, context: AlertContext) => string | undefined;

export interface AlertContext {
  readonly isDialog: boolean;
  readonly nameOf: (profileId: string) => string;
  /** The present state of what the message carries, if it is known. */
  readonly value: Attachment | undefined;
}

/** Return one alert per chat with unseen messages; none for muted chats. */
export function alertsFor(
  messages: readonly MessageRead[],
  world: World,
  localReadNumbers: ReadonlyMap<string, number>,
  now: number,
  wordsOf: AlertWords,
): readonly MessageAlert[] {
  const alerts = new Map<string, MessageAlert>();
  for (const message of messages) {
    const chat = world.chats.get(message.chat_id);
    if (!chat || isMuted(chat, now)) continue;
    if (message.number <= readNumberOf(chat, localReadNumbers.get(chat.id))) continue;
    const isDialog = chat.chat.value.kind === 'dialog';
    const nameOf = (id: string) => namedIn(chat, id) ?? '';
    const text = wordsOf(message, { isDialog, nameOf, value: attachmentOf(chat.attachments, message) });
    if (text === undefined) continue;
    alerts.set(chat.id, {
      chatId: chat.id,
      title: titleOf(chat.chat.value, otherOf(chat)),
      author: isDialog || message.author_id === null ? undefined : namedIn(chat, message.author_id),
      text,
      count: (alerts.get(chat.id)?.count ?? 0) + 1,
    });
  }
  return [...alerts.values()];
}

function namedIn(chat: KnownChat, profileId: string): string | undefined {
  const member = chat.members.get(profileId)?.value;
  return member && calledName(member);
}
