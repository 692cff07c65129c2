import { Icon24ScreencastOutline } from '@vkontakte/icons';
import { isSharing } from '../model/people';
import { byRight, type CallControl } from './control';

const byScreen = byRight('screen', 'call.forbidden.screen.all', 'call.forbidden.screen.you');

export const control: CallControl = {
  name: 'share',
  group: 'media',
  place: 30,
  label: 'call.share',
  does: ['call.shareOn', 'call.shareOff'],
  sign: [Icon24ScreencastOutline, Icon24ScreencastOutline],
  shows: (facts) => (facts.browser.canShareScreen ? byScreen(facts) : 'absent'),
  isOn: ({ snapshot: { roster, peers } }) => isSharing(roster, peers),
  press: ({ session }) => session.setScreen(!session.snapshot.own.screen),
};
