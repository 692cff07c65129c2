import { Icon24Fullscreen, Icon24FullscreenExit } from '@vkontakte/icons';
import { toggleFullScreen } from '../components/useFullScreen';
import type { CallControl } from './control';

export const control: CallControl = {
  name: 'expand',
  group: 'view',
  place: 40,
  label: 'call.expand',
  does: ['call.expandOn', 'call.expandOff'],
  sign: [Icon24Fullscreen, Icon24FullscreenExit],
  shows: ({ browser }) => (browser.canFillScreen ? 'shown' : 'absent'),
  isOn: ({ isFullScreen }) => isFullScreen,
  press: toggleFullScreen,
};
