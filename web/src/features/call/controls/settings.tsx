import { Icon24GearOutline } from '@vkontakte/icons';
import { panel } from '../panels/settings';
import type { CallControl } from './control';

export const control: CallControl = {
  name: 'settings',
  group: 'view',
  place: 20,
  label: 'call.settings',
  does: ['call.settingsOn', 'call.settingsOff'],
  sign: [Icon24GearOutline, Icon24GearOutline],
  panel,
};
