/** Detects that nothing arrives any more. A connection that is cut silently looks open for half a minute. */
const TURN_MS = 2_000;
/** Consent checks arrive every 2.5 s, also while everybody is silent. */
const MAX_SILENT_TURNS = 3;

/** Watch a counter that grows while the connection is alive, until the returned function is called. */
export function watchMedia(
  ask: () => Promise<number | undefined>,
  onChange: (isSilent: boolean) => void,
): () => void {
  let last: number | undefined;
  let silentTurns = 0;
  const turn = setInterval(async () => {
    const now = await ask().catch(() => undefined);
    const wasSilent = silentTurns >= MAX_SILENT_TURNS;
    silentTurns = now !== undefined && now === last ? silentTurns + 1 : 0;
    last = now;
    const isSilent = silentTurns >= MAX_SILENT_TURNS;
    if (isSilent !== wasSilent) onChange(isSilent);
  }, TURN_MS);
  return () => clearInterval(turn);
}

/** Return the number of bytes received by the connection of these statistics. */
export function arrivedBy(report: RTCStatsReport): number | undefined {
  let arrived: number | undefined;
  for (const one of report.values()) {
    // The state of a cut candidate pair looks like a retry, so the selected pair is used.
    if (one.type !== 'candidate-pair' || !one.nominated) continue;
    arrived = (arrived ?? 0) + Number(one.bytesReceived ?? 0) + Number(one.responsesReceived ?? 0);
  }
  return arrived;
}
