/** Whether one speaks unheard, or is silent without knowing; told by the loudness ten times a second. Pure. */
export interface Voice {
  readonly loudTurns: number;
  readonly deadTurns: number;
  /** Turns for which what was found is still shown. */
  readonly unheardFor: number;
}

export const QUIET: Voice = { loudTurns: 0, deadTurns: 0, unheardFor: 0 };

/** Louder than breath and keyboard. */
const LOUD = 0.2;
/** A microphone that works is never as quiet as this. */
const DEAD = 0.000_1;
/** Half a second of speech, not one knock on the table. */
const SPEAKS = 5;
const SHOWN = 40;
const DEAD_FOR = 60;

/** Take in how loud it is now. */
export function hearLevel(voice: Voice, level: number, isOn: boolean): Voice {
  const loudTurns = level >= LOUD ? voice.loudTurns + 1 : Math.max(0, voice.loudTurns - 1);
  const speaksUnheard = !isOn && loudTurns >= SPEAKS;
  return {
    loudTurns,
    deadTurns: isOn && level < DEAD ? voice.deadTurns + 1 : 0,
    unheardFor: isOn ? 0 : speaksUnheard ? SHOWN : Math.max(0, voice.unheardFor - 1),
  };
}

/** Tell whether one speaks while nobody hears it. */
export function isUnheard({ unheardFor }: Voice): boolean {
  return unheardFor > 0;
}

/** Tell whether the microphone gives nothing at all. */
export function isSilent({ deadTurns }: Voice): boolean {
  return deadTurns >= DEAD_FOR;
}
