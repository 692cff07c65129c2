/** Whether anything arrives at all. A connection that is cut without a word looks open for half a minute. */
const TURN_MS = 2_000;
/** The network's own signs of life come every 2.5 s, also while everybody is silent. */
const SILENT_TURNS = 3;

/** Watch a figure that grows while the connection lives, until the answer is called. */
export function watchPulse(
  ask: () => Promise<number | undefined>,
  onChange: (isSilent: boolean) => void,
): () => void {
  let last: number | undefined;
  let silentTurns = 0;
  const turn = setInterval(async () => {
    const now = await ask().catch(() => undefined);
    const wasSilent = silentTurns >= SILENT_TURNS;
    silentTurns = now !== undefined && now === last ? silentTurns + 1 : 0;
    last = now;
    const isSilent = silentTurns >= SILENT_TURNS;
    if (isSilent !== wasSilent) onChange(isSilent);
  }, TURN_MS);
  return () => clearInterval(turn);
}

/** Give how much has arrived by the connection that these statistics are of. */
export function arrivedBy(report: RTCStatsReport): number | undefined {
  let arrived: number | undefined;
  for (const one of report.values()) {
    // By its state a pair that is cut looks as if it were being tried again: what was chosen stays chosen.
    if (one.type !== 'candidate-pair' || !one.nominated) continue;
    arrived = (arrived ?? 0) + Number(one.bytesReceived ?? 0) + Number(one.responsesReceived ?? 0);
  }
  return arrived;
}
