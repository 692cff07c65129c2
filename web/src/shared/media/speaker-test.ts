import { playNotes } from './notes';

const NOTES = [523.25, 659.25, 783.99];
const SOUND = { volume: 0.25, seconds: 0.28 };

/** Play three notes on the chosen speaker; resolves when they have ended. */
export async function playTestSound(speaker: string | undefined): Promise<void> {
  const audio = new AudioContext();
  try {
    const sink = audio as AudioContext & { setSinkId?: (id: string) => Promise<void> };
    if (speaker !== undefined) await sink.setSinkId?.(speaker);
    await audio.resume();
    playNotes(audio, NOTES, SOUND);
    await new Promise((resolve) => setTimeout(resolve, (NOTES.length * SOUND.seconds + 0.2) * 1_000));
  } finally {
    await audio.close();
  }
}
