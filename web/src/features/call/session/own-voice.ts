import { measureLevel } from '@/shared/media/level';
import { hearLevel, isSilent, isUnheard, QUIET, type Voice } from '../model/voice';

/** What is heard of one's own microphone. */
export interface Heard {
  /** One speaks, and is muted. */
  readonly isUnheard: boolean;
  /** The microphone is on, and gives nothing. */
  readonly isSilent: boolean;
}

/** Listens to one's own microphone, to tell who speaks unheard or is silent without knowing. */
export class OwnVoice {
  private voice: Voice = QUIET;
  private measured: MediaStreamTrack | undefined;
  private stopMeasuring: () => void = () => undefined;

  constructor(
    private readonly isOn: () => boolean,
    private readonly onHeard: (heard: Heard) => void,
  ) {}

  /** Listen to this microphone from now on, or to none. */
  follow(track: MediaStreamTrack | undefined): void {
    if (track === this.measured) return;
    this.stop();
    this.measured = track;
    this.voice = QUIET;
    if (track) this.stopMeasuring = measureLevel(track, (level) => this.hear(level));
  }

  /** Listen no more. */
  stop(): void {
    this.stopMeasuring();
    this.stopMeasuring = () => undefined;
  }

  private hear(level: number): void {
    this.voice = hearLevel(this.voice, level, this.isOn());
    this.onHeard({ isUnheard: isUnheard(this.voice), isSilent: isSilent(this.voice) });
  }
}
