/** The actions on a message. An action is one object; availability depends on rights only. */

import type { ChatView, MessageRead } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';

const MAY_EDIT_FOR = 24 * 3_600_000;
/** Larger chats have no list of readers. */
const MOST_READERS = 100;

/** The conditions for actions. */
export interface Situation {
  readonly message: MessageRead;
  readonly me: string;
  readonly may: ChatView['my']['may'];
  readonly membersCount: number;
  readonly isPinned: boolean;
  readonly now: number;
}

export type MessageActionName =
  | 'reply'
  | 'edit'
  | 'copy'
  | 'pin'
  | 'unpin'
  | 'readers'
  | 'history'
  | 'delete';

export interface MessageAction {
  readonly name: MessageActionName;
  readonly label: TextKey;
  readonly isDestructive?: boolean;
  readonly isOffered: (situation: Situation) => boolean;
}

const MESSAGE_ACTIONS: readonly MessageAction[] = [
  { name: 'reply', label: 'messages.reply', isOffered: ({ may }) => may.includes('write') },
  { name: 'edit', label: 'messages.edit', isOffered: mayEdit },
  { name: 'copy', label: 'messages.copy', isOffered: ({ message }) => message.text !== '' },
  { name: 'pin', label: 'messages.pin', isOffered: ({ may, isPinned }) => may.includes('pin') && !isPinned },
  {
    name: 'unpin',
    label: 'messages.unpin',
    isOffered: ({ may, isPinned }) => may.includes('pin') && isPinned,
  },
  {
    name: 'readers',
    label: 'messages.whoHasRead',
    isOffered: (it) => isOwn(it) && it.may.includes('see_readers') && it.membersCount <= MOST_READERS,
  },
  { name: 'history', label: 'messages.editHistory', isOffered: ({ message }) => message.edited_at !== null },
  {
    name: 'delete',
    label: 'messages.deleteForAll',
    isDestructive: true,
    isOffered: (it) => isOwn(it) || it.may.includes('delete_others'),
  },
];

/** Return the actions that rights and time allow, in order; its kind may offer fewer. */
export function actionsOn(situation: Situation): readonly MessageAction[] {
  return MESSAGE_ACTIONS.filter((action) => action.isOffered(situation));
}

/** True if the text may still be edited: own, within a day. */
function mayEdit(situation: Situation): boolean {
  const { message, may, now } = situation;
  return isOwn(situation) && may.includes('write') && now - Date.parse(message.sent_at) < MAY_EDIT_FOR;
}

function isOwn({ message, me }: Situation): boolean {
  return message.author_id === me;
}
