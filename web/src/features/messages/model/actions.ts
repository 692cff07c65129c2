/** What one may do with a message. An act is one object; people differ by rights, not by code. */

import type { ChatView, MessageRead } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';

const MAY_EDIT_FOR = 24 * 3_600_000;
/** In larger chats nobody is told who has read. */
const MOST_READERS = 100;

/** The circumstances in which acts are offered. */
export interface Situation {
  readonly message: MessageRead;
  readonly me: string;
  readonly may: ChatView['my']['may'];
  readonly membersCount: number;
  readonly now: number;
}

export type MessageActionName = 'reply' | 'edit' | 'copy' | 'readers' | 'history' | 'delete';

export interface MessageAction {
  readonly name: MessageActionName;
  readonly label: TextKey;
  readonly isDestructive?: boolean;
  readonly isOffered: (situation: Situation) => boolean;
}

const MESSAGE_ACTIONS: readonly MessageAction[] = [
  { name: 'reply', label: 'messages.reply', isOffered: ({ may }) => may.write },
  { name: 'edit', label: 'messages.edit', isOffered: mayEdit },
  { name: 'copy', label: 'messages.copy', isOffered: ({ message }) => message.text !== '' },
  {
    name: 'readers',
    label: 'messages.whoHasRead',
    isOffered: (it) => isOwn(it) && it.may.see_readers && it.membersCount <= MOST_READERS,
  },
  { name: 'history', label: 'messages.editHistory', isOffered: ({ message }) => message.edited_at !== null },
  {
    name: 'delete',
    label: 'messages.deleteForAll',
    isDestructive: true,
    isOffered: (it) => isOwn(it) || it.may.delete_others,
  },
];

/** Give the acts that are offered on a message, in order; none on a deleted one or on a notice. */
export function actionsOn(situation: Situation): readonly MessageAction[] {
  if (!isAlive(situation.message)) return [];
  return MESSAGE_ACTIONS.filter((action) => action.isOffered(situation));
}

/** Tell whether the text may still be changed: own, within a day. */
export function mayEdit(situation: Situation): boolean {
  const { message, may, now } = situation;
  return (
    isAlive(message) && isOwn(situation) && may.write && now - Date.parse(message.sent_at) < MAY_EDIT_FOR
  );
}

function isOwn({ message, me }: Situation): boolean {
  return message.author_id === me;
}

function isAlive(message: MessageRead): boolean {
  return message.kind === 'text' && message.deleted_at === null;
}
