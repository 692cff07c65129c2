import { Icon24PhoneDown } from '@vkontakte/icons';
import { LeaveMenu } from '../components/LeaveMenu';
import type { CallControl } from './control';

/** Who may end the call is asked whether to; a call of two ends when one of them hangs up. */
export const control: CallControl = {
  name: 'leave',
  group: 'leave',
  place: 10,
  label: 'call.leave',
  does: ['call.leaveDo', 'call.leaveDo'],
  sign: [Icon24PhoneDown, Icon24PhoneDown],
  tone: 'danger',
  isFirst: true,
  isInMini: true,
  press: ({ session }) => session.leave(),
  above: ({ snapshot: { roster } }) =>
    roster.may.includes('end') && !roster.call.is_dialog ? LeaveMenu : undefined,
};
