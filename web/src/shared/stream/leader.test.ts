import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { electLeader } from './leader';

type Holder = { readonly run: () => Promise<void>; readonly lose: (reason: unknown) => void };

/** The browser's locks: one holder, a queue, and who steals. */
class FakeLocks {
  private holder: Holder | undefined;
  private readonly queue: Holder[] = [];

  request(_name: string, { signal, steal }: LockOptions, act: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const holder: Holder = { run: () => act().then(resolve, reject), lose: reject };
      signal?.addEventListener('abort', () => {
        if (this.queue.includes(holder)) this.queue.splice(this.queue.indexOf(holder), 1);
        reject(new DOMException('', 'AbortError'));
      });
      if (steal) {
        this.holder?.lose(new DOMException('', 'AbortError'));
        this.holder = undefined;
        this.queue.unshift(holder);
      } else this.queue.push(holder);
      // A browser grants in a task of its own.
      setTimeout(() => this.next());
    });
  }

  private next(): void {
    if (this.holder) return;
    const holder = this.queue.shift();
    this.holder = holder;
    void holder?.run().finally(() => {
      if (this.holder !== holder) return;
      this.holder = undefined;
      this.next();
    });
  }
}

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  Object.defineProperty(navigator, 'locks', { value: new FakeLocks(), configurable: true });
});
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(navigator, 'locks');
});

function tab(hasWork = false) {
  const state = { isLeading: false };
  const stop = electLeader({
    name: 'outbox',
    hasWork: () => hasWork,
    onChange: (isLeading) => {
      state.isLeading = isLeading;
    },
  });
  return { state, stop };
}

const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('is one tab, and the next when that one is closed', async () => {
  const [one, other] = [tab(), tab()];
  await passes(0);
  expect([one.state.isLeading, other.state.isLeading]).toEqual([true, false]);
  one.stop();
  await passes(0);
  expect([one.state.isLeading, other.state.isLeading]).toEqual([false, true]);
  other.stop();
});

it('is taken from a frozen tab by one that has work, and not from one that lives', async () => {
  const [one, other] = [tab(), tab(true)];
  await passes(20_000);
  expect([one.state.isLeading, other.state.isLeading]).toEqual([true, false]);
  // A frozen tab writes no heartbeat.
  const frozen = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => undefined);
  await passes(20_000);
  expect([one.state.isLeading, other.state.isLeading]).toEqual([false, true]);
  frozen.mockRestore();
  one.stop();
  other.stop();
});
