/** What is wrong right now and what one can do about it. Pure. */
import type { MediaRefusal } from '@/shared/media/refusal';
import type { Quality } from './people';

/** How one's own media stand. */
export interface OwnMedia {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  /** Why the browser gives none. */
  readonly microphoneRefused: MediaRefusal | undefined;
  readonly cameraRefused: MediaRefusal | undefined;
  /** One speaks while the microphone is off. */
  readonly isUnheard: boolean;
  /** The microphone is on and gives nothing at all. */
  readonly isSilent: boolean;
  /** The browser plays no sound until something is pressed. */
  readonly isDeaf: boolean;
  readonly quality: Quality;
}

export const NO_MEDIA: OwnMedia = {
  microphone: false,
  camera: false,
  screen: false,
  microphoneRefused: undefined,
  cameraRefused: undefined,
  isUnheard: false,
  isSilent: false,
  isDeaf: false,
  quality: 'unknown',
};

export type Phase = 'connecting' | 'connected' | 'reconnecting' | 'over';

export type WarningName = 'deaf' | 'microphoneRefused' | 'cameraRefused' | 'unheard' | 'silent' | 'weak';

export interface CallWarning {
  readonly name: WarningName;
  /** Why, for those that have a reason. */
  readonly reason?: MediaRefusal;
  /** What its button does; none where only the browser's own settings help. */
  readonly remedy?: 'startSound' | 'askMicrophone' | 'askCamera' | 'unmute' | 'settings' | 'saveTraffic';
}

interface Situation {
  readonly phase: Phase;
  readonly media: OwnMedia;
  readonly mayMicrophone: boolean;
  readonly lowTraffic: boolean;
  /** What was put away by its cross. */
  readonly dismissed: ReadonlySet<WarningName>;
}

/** Give the notices, the most urgent first. While the connection is away nothing else matters. */
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
  if (media.isUnheard && !media.microphone && mayMicrophone)
    warnings.push({ name: 'unheard', remedy: 'unmute' });
  if (media.isSilent && media.microphone) warnings.push({ name: 'silent', remedy: 'settings' });
  const isBad = media.quality === 'weak' || media.quality === 'lost';
  if (isBad && !lowTraffic) warnings.push({ name: 'weak', remedy: 'saveTraffic' });
  return warnings.filter(({ name }) => !dismissed.has(name));
}

/** A browser that was told «no» asks no more: then only its settings help, and a button would lie. */
function refused(
  name: 'microphoneRefused' | 'cameraRefused',
  reason: MediaRefusal,
  remedy: 'askMicrophone' | 'askCamera',
): CallWarning {
  const mayHelp = reason === 'dismissed' || reason === 'busy' || reason === 'none' || reason === 'unknown';
  return mayHelp ? { name, reason, remedy } : { name, reason };
}
