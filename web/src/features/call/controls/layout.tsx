import { Icon24Square4Outline } from '@vkontakte/icons';
import { LayoutMenu } from '../components/LayoutMenu';
import type { CallControl } from './control';

export const control: CallControl = {
  name: 'layout',
  group: 'view',
  place: 10,
  label: 'call.layout',
  does: ['call.layoutOn', 'call.layoutOn'],
  sign: [Icon24Square4Outline, Icon24Square4Outline],
  above: () => LayoutMenu,
};
