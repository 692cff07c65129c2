/** The warnings of a call and their remedies. Pure. */
import type { DeviceError } from '@/shared/media/device-error';
import type { Quality } from './people';

/** The state of the person's own media. */
export interface OwnMedia {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  /** Why the browser provides none. */
  readonly microphoneRefused: DeviceError | undefined;
  readonly cameraRefused: DeviceError | undefined;
  /** It was unplugged; another one may work in its place. */
  readonly isMicrophoneLost: boolean;
  readonly isCameraLost: boolean;
  /** The person speaks while the microphone is off. */
  readonly isMutedSpeech: boolean;
  /** The microphone is on and delivers silence. */
  readonly isSilent: boolean;
  /** The browser plays no sound before a user gesture. */
  readonly isDeaf: boolean;
  readonly quality: Quality;
}

export const NO_MEDIA: OwnMedia = {
  microphone: false,
  camera: false,
  screen: false,
  microphoneRefused: undefined,
  cameraRefused: undefined,
  isMicrophoneLost: false,
  isCameraLost: false,
  isMutedSpeech: false,
  isSilent: false,
  isDeaf: false,
  quality: 'unknown',
};

export type Phase = 'connecting' | 'connected' | 'reconnecting' | 'over';

export type WarningName =
  | 'deaf'
  | 'microphoneRefused'
  | 'cameraRefused'
  | 'microphoneLost'
  | 'microphoneOther'
  | 'cameraLost'
  | 'unheard'
  | 'silent'
  | 'weak';

export interface CallWarning {
  readonly name: WarningName;
  /** Why, for those that have a reason. */
  readonly reason?: DeviceError;
  /** The action of its button; none where only the browser's settings help. */
  readonly remedy?: 'startSound' | 'askMicrophone' | 'askCamera' | 'unmute' | 'settings' | 'saveTraffic';
}

interface Situation {
  readonly phase: Phase;
  readonly media: OwnMedia;
  readonly mayMicrophone: boolean;
  readonly lowTraffic: boolean;
  /** The dismissed warnings. */
  readonly dismissed: ReadonlySet<WarningName>;
}

/** Return the warnings, the most urgent first; none while there is no connection. */
export function warningsOf({
  phase,
  media,
  mayMicrophone,
  lowTraffic,
  dismissed,
}: Situation): readonly CallWarning[] {
  if (phase !== 'connected') return [];
  const warnings: CallWarning[] = [];
  if (media.isDeaf) warnings.push({ name: 'deaf', remedy: 'startSound' });
  if (media.microphoneRefused) {
    warnings.push(refused('microphoneRefused', media.microphoneRefused, 'askMicrophone'));
  }
  if (media.cameraRefused) warnings.push(refused('cameraRefused', media.cameraRefused, 'askCamera'));
  if (media.isMicrophoneLost) {
    warnings.push({ name: media.microphone ? 'microphoneOther' : 'microphoneLost', remedy: 'settings' });
  }
  if (media.isCameraLost) warnings.push({ name: 'cameraLost', remedy: 'askCamera' });
  if (media.isMutedSpeech && !media.microphone && mayMicrophone)
    warnings.push({ name: 'unheard', remedy: 'unmute' });
  if (media.isSilent && media.microphone) warnings.push({ name: 'silent', remedy: 'settings' });
  const isBad = media.quality === 'weak' || media.quality === 'lost';
  if (isBad && !lowTraffic) warnings.push({ name: 'weak', remedy: 'saveTraffic' });
  return warnings.filter(({ name }) => !dismissed.has(name));
}

/** A browser that was denied does not ask again: only its settings help, so there is no button. */
function refused(
  name: 'microphoneRefused' | 'cameraRefused',
  reason: DeviceError,
  remedy: 'askMicrophone' | 'askCamera',
): CallWarning {
  const mayHelp = reason === 'dismissed' || reason === 'busy' || reason === 'none' || reason === 'unknown';
  return mayHelp ? { name, reason, remedy } : { name, reason };
}
