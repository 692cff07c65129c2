import { Icon24Videocam2SlashOutline, Icon24VideocamOutline } from '@vkontakte/icons';
import { byRight, type CallControl } from './control';

export const control: CallControl = {
  name: 'camera',
  group: 'media',
  place: 20,
  label: 'call.camera',
  does: ['call.cameraOn', 'call.cameraOff'],
  sign: [Icon24Videocam2SlashOutline, Icon24VideocamOutline],
  key: 'v',
  tone: 'device',
  isFirst: true,
  isInMini: true,
  shows: byRight('camera', 'call.forbidden.camera.all', 'call.forbidden.camera.you'),
  isOn: ({ snapshot }) => snapshot.own.camera,
  press: ({ session }) => session.setCamera(!session.snapshot.own.camera),
};
