/**
 * One tab leads. A tab that is closed gives the lead away by itself; one that the browser has frozen does not, so its
 * heart stops beating and a tab that has work takes the lead from it.
 */
const HEARTBEAT_MS = 3_000;
const LEADER_TIMEOUT_MS = 15_000;

interface LeaderOptions {
  /** Name of the lock; the same in all tabs. */
  readonly name: string;
  /** Whether this tab has a reason to take the lead from one that sleeps. */
  readonly hasWork: () => boolean;
  readonly onChange: (isLeading: boolean) => void;
}

/** Lead when it is this tab's turn, until the answer is called. Without Web Locks every tab leads. */
export function electLeader({ name, hasWork, onChange }: LeaderOptions): () => void {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) {
    onChange(true);
    return () => onChange(false);
  }
  const heartbeatKey = `parta.beat.${name}`;
  let isStopped = false;
  let isLeading = false;
  let release = () => {};
  let waiting = new AbortController();

  const sendHeartbeat = () => localStorage.setItem(heartbeatKey, String(Date.now()));
  const lead = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      isLeading = !isStopped;
      if (isStopped) return resolve();
      sendHeartbeat();
      onChange(true);
    });
  const request = (options: LockOptions) => {
    locks
      .request(name, options, lead)
      .catch(() => undefined)
      .finally(() => {
        const hasLed = isLeading;
        isLeading = false;
        if (hasLed) onChange(false);
        // Whoever took the lead away has also ended the waiting of this tab.
        if (hasLed && !isStopped) queue();
      });
  };
  const queue = () => {
    waiting = new AbortController();
    request({ signal: waiting.signal });
  };
  const watch = setInterval(() => {
    if (isLeading) return sendHeartbeat();
    const lastHeartbeat = Number(localStorage.getItem(heartbeatKey) ?? 0);
    if (!hasWork() || Date.now() - lastHeartbeat < LEADER_TIMEOUT_MS) return;
    waiting.abort();
    request({ steal: true });
  }, HEARTBEAT_MS);

  queue();
  return () => {
    isStopped = true;
    clearInterval(watch);
    waiting.abort();
    release();
  };
}
