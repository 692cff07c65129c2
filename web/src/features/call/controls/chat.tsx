import { Icon24MessageOutline } from '@vkontakte/icons';
import { panel } from '../panels/chat';
import type { CallControl } from './control';

export const control: CallControl = {
  name: 'chat',
  group: 'lesson',
  place: 40,
  label: 'call.chat',
  does: ['call.chatOn', 'call.chatOff'],
  sign: [Icon24MessageOutline, Icon24MessageOutline],
  isFirst: true,
  shows: ({ hasMessenger }) => (hasMessenger ? 'shown' : 'absent'),
  panel,
};
