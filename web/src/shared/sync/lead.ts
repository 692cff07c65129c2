/**
 * One tab leads. A tab that is closed gives the lead away by itself; one that the browser has frozen does not, so its
 * heart stops beating and a tab that has work takes the lead from it.
 */
const BEAT_MS = 3_000;
const DEAD_MS = 15_000;

interface Lead {
  /** Name of the lock; the same in all tabs. */
  readonly name: string;
  /** Whether this tab has a reason to take the lead from one that sleeps. */
  readonly hasWork: () => boolean;
  readonly onChange: (isLeading: boolean) => void;
}

/** Lead when it is this tab's turn, until the answer is called. Without Web Locks every tab leads. */
export function leadInTurn({ name, hasWork, onChange }: Lead): () => void {
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) {
    onChange(true);
    return () => onChange(false);
  }
  const beatKey = `parta.beat.${name}`;
  let isStopped = false;
  let isLeading = false;
  let giveAway = () => {};
  let waiting = new AbortController();

  const beat = () => localStorage.setItem(beatKey, String(Date.now()));
  const lead = () =>
    new Promise<void>((resolve) => {
      giveAway = resolve;
      isLeading = !isStopped;
      if (isStopped) return resolve();
      beat();
      onChange(true);
    });
  const stand = (options: LockOptions) => {
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
    stand({ signal: waiting.signal });
  };
  const watch = setInterval(() => {
    if (isLeading) return beat();
    const lastBeat = Number(localStorage.getItem(beatKey) ?? 0);
    if (!hasWork() || Date.now() - lastBeat < DEAD_MS) return;
    waiting.abort();
    stand({ steal: true });
  }, BEAT_MS);

  queue();
  return () => {
    isStopped = true;
    clearInterval(watch);
    waiting.abort();
    giveAway();
  };
}
