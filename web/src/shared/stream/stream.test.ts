import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Advanced,
  type AnyUpdate,
  applyDifference,
  createStream,
  type Difference,
  dropPages,
  type Frame,
  learnPosition,
  missingAfter,
  receiveFrame,
  startAt,
} from './stream';

interface Note extends AnyUpdate {
  readonly kind: 'note';
  readonly value: { readonly id: string; readonly text: string };
}
type State = ReadonlyMap<string, string>;

/** A fake server that remembers its state at every seq. */
class Server {
  readonly frames: Frame<Note>[] = [];
  readonly states: State[] = [new Map()];

  get seq(): number {
    return this.frames.length;
  }

  change(id: string): void {
    const seq = this.seq + 1;
    const value = { id, text: `as of ${seq}` };
    this.frames.push({ seq, updates: [{ kind: 'note', value }] });
    this.states.push(new Map(this.states.at(-1)).set(id, value.text));
  }

  /**
   * Cut between seqs: rows are ordered by the seq of their last change, so a page can lack what later pages
   * contain.
   */
  difference(after: number, rows = Number.POSITIVE_INFINITY): Difference<Note> {
    const changed = new Map<string, number>();
    for (const { seq, updates } of this.frames.slice(after))
      for (const update of updates) changed.set(update.value.id, seq);
    const inOrder = [...changed].sort(([, one], [, other]) => one - other);
    const page = inOrder.slice(0, rows);
    const more = page.length < inOrder.length;
    const seq = more ? (page.at(-1)?.[1] ?? after) : this.seq;
    const updates = page.map(
      ([id]): Note => ({ kind: 'note', value: { id, text: this.states.at(-1)?.get(id) ?? '' } }),
    );
    return { after, seq, updates, more };
  }
}

/** A client that applies steps. */
class Browser {
  stream = createStream<Note>(0);
  shown: State = new Map();

  follow({ stream, step }: Advanced<Note>): void {
    if (step) expect(step.from).toBe(this.stream.seq);
    if (step) expect(step.to).toBe(stream.seq);
    else expect(stream.seq).toBe(this.stream.seq);
    this.stream = stream;
    if (step)
      this.shown = new Map([...this.shown, ...step.updates.map((p) => [p.value.id, p.value.text] as const)]);
  }

  /** Request differences until nothing is missing, as the connection does. */
  mend(server: Server, rows: number): void {
    for (let after = missingAfter(this.stream); after !== undefined; after = missingAfter(this.stream)) {
      this.follow(applyDifference(this.stream, server.difference(after, rows)));
    }
  }
}

const act = fc.oneof(
  fc.record({ act: fc.constant('change' as const), id: fc.constantFrom('a', 'b', 'c', 'd') }),
  fc.record({ act: fc.constant('deliver' as const), which: fc.nat() }),
  fc.record({ act: fc.constant('deliver the newest' as const) }),
  fc.record({ act: fc.constant('ask' as const), after: fc.nat(), rows: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: fc.constant('ask for what is missing' as const), rows: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ act: fc.constant('reconnect' as const) }),
  fc.record({ act: fc.constant('heartbeat' as const) }),
  fc.record({ act: fc.constant('reset' as const) }),
  fc.record({ act: fc.constant('snapshot' as const) }),
);

describe('a stream over a network that drops, doubles, reorders, delays, reconnects and resets', () => {
  it('never shows less than its seq, shows the server exactly once level, and is level after asking', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const server = new Server();
        const browser = new Browser();
        for (const step of acts) {
          play(step, server, browser);
          checkShown(server, browser);
        }
        if (browser.stream.seq === undefined) snapshot(server, browser);
        browser.stream = learnPosition(dropPages(browser.stream), server.seq);
        browser.mend(server, 2);
        expect(browser.stream).toMatchObject({ seq: server.seq, pages: undefined });
        expect(browser.stream.buffered.size).toBe(0);
        expect(browser.shown).toEqual(server.states.at(-1));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives out half a difference only when the rest is there', () => {
    const server = new Server();
    for (const id of ['a', 'b', 'a']) server.change(id);
    const browser = new Browser();
    browser.follow(applyDifference(browser.stream, server.difference(0, 1)));
    expect(browser.shown.size).toBe(0);
    expect(missingAfter(browser.stream)).toBe(2);
    browser.follow(applyDifference(browser.stream, server.difference(2, 1)));
    expect(browser.shown).toEqual(server.states.at(-1));
  });

  it('keeps what it hears before its snapshot, and applies what lies beyond it', () => {
    const server = new Server();
    for (const id of ['a', 'b', 'c']) server.change(id);
    const browser = new Browser();
    browser.stream = createStream<Note>();
    for (const frame of server.frames) browser.follow(receiveFrame(browser.stream, frame));
    expect(browser.shown.size).toBe(0);
    const { stream, step } = startAt(browser.stream, 2);
    expect(step).toEqual({ from: 2, to: 3, updates: server.frames[2]?.updates });
    expect(stream.seq).toBe(3);
  });

  it('asks for nothing while nothing is missing', () => {
    expect(missingAfter(createStream(4, 4))).toBeUndefined();
    expect(missingAfter(createStream())).toBeUndefined();
  });
});

function play(
  step: typeof act extends fc.Arbitrary<infer A> ? A : never,
  server: Server,
  browser: Browser,
): void {
  switch (step.act) {
    case 'change':
      server.change(step.id);
      return;
    case 'deliver':
    case 'deliver the newest': {
      const at = step.act === 'deliver' ? step.which % Math.max(server.seq, 1) : server.seq - 1;
      const frame = server.frames[at];
      if (frame) browser.follow(receiveFrame(browser.stream, frame));
      return;
    }
    case 'ask':
      browser.follow(
        applyDifference(browser.stream, server.difference(step.after % (server.seq + 1), step.rows)),
      );
      return;
    case 'ask for what is missing': {
      const after = missingAfter(browser.stream);
      if (after !== undefined)
        browser.follow(applyDifference(browser.stream, server.difference(after, step.rows)));
      return;
    }
    case 'reconnect':
      browser.stream = dropPages(browser.stream);
      return;
    case 'heartbeat':
      browser.stream = learnPosition(browser.stream, server.seq);
      return;
    case 'reset':
      browser.stream = createStream(undefined, browser.stream.latestSeq);
      browser.shown = new Map();
      return;
    case 'snapshot':
      snapshot(server, browser);
      return;
  }
}

function snapshot(server: Server, browser: Browser): void {
  if (browser.stream.seq !== undefined) return;
  browser.shown = new Map(server.states.at(-1));
  const { stream, step } = startAt(browser.stream, server.seq);
  expect(step).toBeUndefined();
  browser.stream = stream;
}

/** Every entity is at least as new as the seq says; what changed later may be newer already, never older. */
function checkShown(server: Server, browser: Browser): void {
  const { seq } = browser.stream;
  if (seq === undefined) return;
  const then = server.states[seq] ?? new Map();
  for (const [id, text] of then) {
    const shown = browser.shown.get(id) ?? '';
    expect(asOf(shown)).toBeGreaterThanOrEqual(asOf(text));
    if (asOf(shown) <= seq) expect(shown).toBe(text);
  }
  if (seq === server.seq) expect(browser.shown).toEqual(then);
}

function asOf(text: string): number {
  return Number(text.replace('as of ', '') || 0);
}
