/** The actions on a message. An action is one object; availability depends on rights only. */

import type { ChatView } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';
import type { ShownMessage } from './shown';

const MAY_EDIT_FOR = 24 * 3_600_000;
/** Larger chats have no list of readers. */
const MOST_READERS = 100;

/** The conditions for actions. */
export interface Situation {
  readonly message: ShownMessage;
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
  | 'delete'
  | 'takeBack'
  | 'cancel';

export interface MessageAction {
  readonly name: MessageActionName;
  readonly label: TextKey;
  readonly isDestructive?: boolean;
  readonly isOffered: (situation: Situation) => boolean;
}

const COPY: MessageAction = {
  name: 'copy',
  label: 'messages.copy',
  isOffered: ({ message }) => message.text !== '',
};

const MESSAGE_ACTIONS: readonly MessageAction[] = [
  { name: 'reply', label: 'messages.reply', isOffered: ({ may }) => may.includes('write') },
  { name: 'edit', label: 'messages.edit', isOffered: mayEdit },
  COPY,
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

/** What can be done with a message that the server does not have: one that is under way may arrive yet. */
const WAITING_ACTIONS: readonly MessageAction[] = [
  {
    name: 'takeBack',
    label: 'messages.edit',
    isOffered: ({ message }) => message.waiting?.state !== 'sending',
  },
  COPY,
  { name: 'cancel', label: 'messages.cancelSending', isDestructive: true, isOffered: () => true },
];

/** Return the actions that rights and time allow, in order; its kind may offer fewer. */
export function actionsOn(situation: Situation): readonly MessageAction[] {
  const actions = isThere(situation.message) ? MESSAGE_ACTIONS : WAITING_ACTIONS;
  return actions.filter((action) => action.isOffered(situation));
}

/** True if the server has the message. */
export function isThere({ number }: Pick<ShownMessage, 'number'>): boolean {
  return number > 0;
}

/** True if the text may still be edited: own, within a day. */
function mayEdit(situation: Situation): boolean {
  const { message, may, now } = situation;
  return isOwn(situation) && may.includes('write') && now - Date.parse(message.sent_at) < MAY_EDIT_FOR;
}

function isOwn({ message, me }: Situation): boolean {
  return message.author_id === me;
}
