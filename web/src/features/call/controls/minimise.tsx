import { Icon24PictureInPicture16x9Outline } from '@vkontakte/icons';
import type { CallControl } from './control';

export const control: CallControl = {
  name: 'minimise',
  group: 'view',
  place: 30,
  label: 'call.minimise',
  does: ['call.minimiseDo', 'call.minimiseDo'],
  sign: [Icon24PictureInPicture16x9Outline, Icon24PictureInPicture16x9Outline],
  shows: ({ hasMessenger }) => (hasMessenger ? 'shown' : 'absent'),
  press: ({ minimise }) => minimise(),
};
