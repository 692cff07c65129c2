import { Icon24SmileOutline } from '@vkontakte/icons';
import { ReactionPicker } from '../components/ReactionPicker';
import { byRight, type CallControl } from './control';

export const control: CallControl = {
  name: 'reactions',
  group: 'lesson',
  place: 20,
  label: 'call.reactions',
  does: ['call.reactionsOn', 'call.reactionsOff'],
  sign: [Icon24SmileOutline, Icon24SmileOutline],
  shows: byRight('reactions', 'call.forbidden.reactions.all', 'call.forbidden.reactions.you'),
  above: () => ReactionPicker,
};
