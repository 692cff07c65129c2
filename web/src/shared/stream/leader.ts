/**
 * Leader election among tabs. A closed tab releases the lead by itself; a frozen one does not, so its heartbeat
 * stops and a tab that has work steals the lead.
 */
import { localNow } from '../clock';

const HEARTBEAT_MS = 3_000;
const LEADER_TIMEOUT_MS = 15_000;

interface LeaderOptions {
  /** Name of the lock; the same in all tabs. */
  readonly name: string;
  /** True if this tab has a reason to steal the lead from a frozen tab. */
  readonly hasWork: () => boolean;
  readonly onChange: (isLeading: boolean) => void;
}

/** Take part in the election until the returned function is called. Without Web Locks every tab leads. */
export function electLeader({ name, hasWork, onChange }: LeaderOptions): () => void {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) {
    onChange(true);
    return () => onChange(false);
  }
  const heartbeatKey = `parta.heartbeat.${name}`;
  let isStopped = false;
  let isLeading = false;
  let release = () => {};
  let waiting = new AbortController();

  const sendHeartbeat = () => localStorage.setItem(heartbeatKey, String(localNow()));
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
        // Stealing the lead has also removed this tab from the queue.
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
    if (!hasWork() || localNow() - lastHeartbeat < LEADER_TIMEOUT_MS) return;
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
