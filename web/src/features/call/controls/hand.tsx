import { Icon24HandOutline } from '@vkontakte/icons';
import { meOf } from '@/data/call/roster';
import type { CallControl } from './control';

export const control: CallControl = {
  name: 'hand',
  group: 'lesson',
  place: 10,
  label: 'call.hand',
  does: ['call.handOn', 'call.handOff'],
  sign: [Icon24HandOutline, Icon24HandOutline],
  key: 'h',
  isFirst: true,
  isOn: ({ me }) => me.hand_raised_at !== null,
  press: ({ session }) => session.setHand(meOf(session.snapshot.roster)?.hand_raised_at === null),
};
