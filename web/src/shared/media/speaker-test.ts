const NOTES = [523.25, 659.25, 783.99];
const NOTE_S = 0.28;

/** Play three notes on the chosen speaker; resolves when they are over. */
export async function playTestSound(speaker: string | undefined): Promise<void> {
  const context = new AudioContext();
  try {
    const sink = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
    if (speaker !== undefined) await sink.setSinkId?.(speaker);
    await context.resume();
    NOTES.forEach((frequency, at) => {
      playNote(context, frequency, context.currentTime + at * NOTE_S);
    });
    await new Promise((resolve) => setTimeout(resolve, (NOTES.length * NOTE_S + 0.2) * 1_000));
  } finally {
    await context.close();
  }
}

function playNote(context: AudioContext, frequency: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.25, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_S);
}
