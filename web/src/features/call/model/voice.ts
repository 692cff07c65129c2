/** Detects speaking while muted and a silent microphone, from ten levels a second. Pure. */
export interface Voice {
  readonly loudTurns: number;
  readonly deadTurns: number;
  /** Turns for which the warning is still shown. */
  readonly shownFor: number;
}

export const QUIET: Voice = { loudTurns: 0, deadTurns: 0, shownFor: 0 };

/** Louder than breath and keyboard. */
const LOUD = 0.2;
/** A microphone that works is never as quiet as this. */
const DEAD = 0.000_1;
/** Half a second of speech, not one knock on the table. */
const SPEAKS = 5;
const SHOWN = 40;
const DEAD_FOR = 60;

/** Process the current level. */
export function nextVoice(voice: Voice, level: number, isOn: boolean): Voice {
  const loudTurns = level >= LOUD ? voice.loudTurns + 1 : Math.max(0, voice.loudTurns - 1);
  const isSpeakingMuted = !isOn && loudTurns >= SPEAKS;
  return {
    loudTurns,
    deadTurns: isOn && level < DEAD ? voice.deadTurns + 1 : 0,
    shownFor: isOn ? 0 : isSpeakingMuted ? SHOWN : Math.max(0, voice.shownFor - 1),
  };
}

/** True if the person speaks while muted. */
export function isMutedSpeech({ shownFor }: Voice): boolean {
  return shownFor > 0;
}

/** True if the microphone delivers silence. */
export function isSilent({ deadTurns }: Voice): boolean {
  return deadTurns >= DEAD_FOR;
}
