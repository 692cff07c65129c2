/** The new messages that cause a sound and a notification. Pure. */

import type { MessageRead } from '../api/schema';
import { politeName } from '../i18n/names';
import { attachmentOf, attachmentTitle } from './attachments';
import { isMuted, readNumberOf, titleOf } from './summary';
import type { KnownChat, World } from './world';

/** The alert of a chat: the last message and its author, and the number of new messages. */
export interface MessageAlert {
  readonly chatId: string;
  readonly title: string;
  readonly author: string | undefined;
  readonly text: string;
  readonly count: number;
  /** True for the card of a call. */
  readonly isCall: boolean;
}

/** Return one alert per chat with unseen messages; none for muted chats and service messages. */
export function alertsFor(
  messages: readonly MessageRead[],
  world: World,
  localReadNumbers: ReadonlyMap<string, number>,
  now: number,
): readonly MessageAlert[] {
  const alerts = new Map<string, MessageAlert>();
  for (const message of messages) {
    const chat = world.chats.get(message.chat_id);
    if (!chat || message.kind === 'service' || message.deleted_at !== null || isMuted(chat, now)) continue;
    if (message.number <= readNumberOf(chat, localReadNumbers.get(chat.id))) continue;
    // In a dialog a call rings by itself; elsewhere there is one alert when it can be entered.
    const isCall = message.attachment?.kind === 'call_card';
    if (isCall && (chat.chat.value.kind === 'dialog' || !isOpenCall(chat, message))) continue;
    const author = message.author_id === null ? undefined : chat.members.get(message.author_id)?.value;
    alerts.set(chat.id, {
      chatId: chat.id,
      title: titleOf(chat),
      author: author && chat.chat.value.kind !== 'dialog' ? politeName(author.name) : undefined,
      text: message.text || (message.attachment ? attachmentTitle(message.attachment) : ''),
      isCall,
      count: (alerts.get(chat.id)?.count ?? 0) + 1,
    });
  }
  return [...alerts.values()];
}

function isOpenCall(chat: KnownChat, message: MessageRead): boolean {
  const attachment = attachmentOf(chat.attachments, message);
  return attachment?.kind === 'call_card' && attachment.value.state === 'open';
}
