import { Icon24BrushOutline } from '@vkontakte/icons';
import { changeSettings } from '../api';
import type { CallControl } from './control';

export const control: CallControl = {
  name: 'board',
  group: 'lesson',
  place: 30,
  label: 'call.board',
  does: ['call.boardOn', 'call.boardOff'],
  sign: [Icon24BrushOutline, Icon24BrushOutline],
  shows: ({ snapshot: { roster } }) => (roster.may.includes('open_board') ? 'shown' : 'absent'),
  isOn: ({ snapshot: { roster } }) => roster.call.is_board_open,
  press: ({ session }) =>
    changeSettings(session.callId, { is_board_open: !session.snapshot.roster.call.is_board_open }),
};
