/** The volume and duration of notes. */
interface Sound {
  readonly volume: number;
  /** The duration of each note. */
  readonly seconds: number;
}

const ATTACK_S = 0.025;
const SILENCE = 0.001;

/** Play notes one after the other. */
export function playNotes(audio: AudioContext, frequencies: readonly number[], sound: Sound): void {
  frequencies.forEach((frequency, place) => {
    playNote(audio, frequency, audio.currentTime + place * sound.seconds, sound);
  });
}

function playNote(audio: AudioContext, frequency: number, at: number, { volume, seconds }: Sound): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = frequency;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(volume, at + ATTACK_S);
  loudness.gain.exponentialRampToValueAtTime(SILENCE, at + seconds);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + seconds);
}
