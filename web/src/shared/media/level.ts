const TURN_MS = 100;
/** Ordinary speech fills about a tenth of the range; the meter is to move well below that. */
const GAIN = 5;

/**
 * Measure how loud a microphone is, from 0 to 1, ten times a second, until the answer is called. Listens to a copy: the
 * track itself may be muted meanwhile.
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

/** Give the loudness of samples from 0 to 1. */
export function levelOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) sum += (samples[at] ?? 0) ** 2;
  return samples.length === 0 ? 0 : Math.min(1, Math.sqrt(sum / samples.length) * GAIN);
}
