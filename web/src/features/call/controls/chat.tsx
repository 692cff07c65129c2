import { Icon24MessageOutline } from '@vkontakte/icons';
import { panel } from '../panels/chat';
import type { CallControl } from './control';

/** It counts the unread messages while the chat is not open. */
export const control: CallControl = {
  name: 'chat',
  group: 'lesson',
  place: 40,
  label: 'call.chat',
  does: ['call.chatOn', 'call.chatOff'],
  sign: [Icon24MessageOutline, Icon24MessageOutline],
  isFirst: true,
  shows: ({ hasMessenger }) => (hasMessenger ? 'shown' : 'absent'),
  count: ({ snapshot }) => (snapshot.panel === panel.name ? 0 : snapshot.unread),
  panel,
};
