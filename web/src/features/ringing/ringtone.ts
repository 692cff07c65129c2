const TURN_MS = 2_400;
const NOTES = [659.25, 783.99, 987.77, 783.99];
const NOTE_S = 0.22;

/** Ring until the answer is called. A browser that was not touched yet stays silent. */
export function playRingtone(): () => void {
  const audio = new AudioContext();
  const turn = () => {
    if (audio.state !== 'running') return;
    NOTES.forEach((frequency, at) => {
      playNote(audio, frequency, audio.currentTime + at * NOTE_S);
    });
  };
  turn();
  const timer = setInterval(turn, TURN_MS);
  return () => {
    clearInterval(timer);
    void audio.close().catch(() => undefined);
  };
}

function playNote(audio: AudioContext, frequency: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + NOTE_S);
}
