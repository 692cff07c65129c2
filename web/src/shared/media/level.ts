const TURN_MS = 100;
/** Ordinary speech uses about a tenth of the range; the meter must react well below that. */
const GAIN = 5;

/**
 * Measure the level of a microphone, from 0 to 1, ten times a second, until the returned function is called.
 * Uses a clone, since the track itself may be muted.
 */
export function measureLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const copy = track.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const turn = setInterval(() => {
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelOf(samples));
  }, TURN_MS);
  return () => {
    clearInterval(turn);
    copy.stop();
    void context.close().catch(() => undefined);
  };
}

/** Return the level of samples, from 0 to 1. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) sum += (samples[at] ?? 0) ** 2;
  return samples.length === 0 ? 0 : Math.min(1, Math.sqrt(sum / samples.length) * GAIN);
}
