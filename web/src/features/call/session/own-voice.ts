import { measureLevel } from '@/shared/media/level';
import { isMutedSpeech, isSilent, nextVoice, QUIET, type Voice } from '../model/voice';

/** What the level of the own microphone shows. */
export interface VoiceState {
  /** The person speaks while muted. */
  readonly isMutedSpeech: boolean;
  /** The microphone is on and delivers silence. */
  readonly isSilent: boolean;
}

/** Measures the own microphone to detect speaking while muted and a silent microphone. */
export class OwnVoice {
  private voice: Voice = QUIET;
  private measured: MediaStreamTrack | undefined;
  private stopMeasuring: () => void = () => undefined;

  constructor(
    private readonly isOn: () => boolean,
    private readonly onChange: (state: VoiceState) => void,
  ) {}

  /** Measure this microphone, or none. */
  follow(track: MediaStreamTrack | undefined): void {
    if (track === this.measured) return;
    this.stop();
    this.measured = track;
    this.voice = QUIET;
    if (track) this.stopMeasuring = measureLevel(track, (level) => this.onLevel(level));
  }

  /** Stop measuring. */
  stop(): void {
    this.stopMeasuring();
    this.stopMeasuring = () => undefined;
  }

  private onLevel(level: number): void {
    this.voice = nextVoice(this.voice, level, this.isOn());
    this.onChange({ isMutedSpeech: isMutedSpeech(this.voice), isSilent: isSilent(this.voice) });
  }
}
