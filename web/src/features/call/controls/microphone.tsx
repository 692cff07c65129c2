import { Icon24MicrophoneSlashOutline, Icon24VoiceOutline } from '@vkontakte/icons';
import { mayUnmute } from '@/data/call/roster';
import { byRight, type CallControl } from './control';

const byMicrophone = byRight('microphone', 'call.forbidden.microphone.all', 'call.forbidden.microphone.you');

export const control: CallControl = {
  name: 'microphone',
  group: 'media',
  place: 10,
  label: 'call.microphone',
  does: ['call.microphoneOn', 'call.microphoneOff'],
  sign: [Icon24MicrophoneSlashOutline, Icon24VoiceOutline],
  key: 'm',
  tone: 'device',
  isFirst: true,
  isInMini: true,
  shows: (facts) => (mayUnmute(facts.snapshot.roster) ? 'shown' : byMicrophone(facts)),
  isOn: ({ snapshot }) => snapshot.own.microphone,
  press: ({ session }) => session.setMicrophone(!session.snapshot.own.microphone),
};
