import { playNotes } from '@/shared/media/notes';

const TURN_MS = 2_400;
const NOTES = [659.25, 783.99, 987.77, 783.99];
const SOUND = { volume: 0.12, seconds: 0.22 };

/** Ring until the returned function is called. A browser without a user gesture stays silent. */
export function playRingtone(): () => void {
  const audio = new AudioContext();
  const turn = () => {
    if (audio.state === 'running') playNotes(audio, NOTES, SOUND);
  };
  turn();
  const timer = setInterval(turn, TURN_MS);
  return () => {
    clearInterval(timer);
    void audio.close().catch(() => undefined);
  };
}
