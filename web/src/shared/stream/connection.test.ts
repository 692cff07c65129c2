import { describe, expect, it } from 'vitest';
import { type Connection, type Effect, type Input, initialConnection } from './connection';
import { turn } from './turn';
import { CLOSE_CODES, type EntityUpdate, type Positions, type ServerFrame } from './wire';

const CHAT = 'chat:one';

/** A connection, and the effects of its last input. */
class TestConnection {
  done: readonly Effect[] = [];
  constructor(public connection: Connection) {}

  give(input: Input): this {
    [this.connection, this.done] = turn(this.connection, input);
    return this;
  }

  receive(frame: ServerFrame): this {
    return this.give({ type: 'frame', frame, random: 0.5 });
  }

  did<D extends Effect['do']>(what: D): readonly Extract<Effect, { do: D }>[] {
    return this.done.filter((effect): effect is Extract<Effect, { do: D }> => effect.do === what);
  }

  timer(timer: string): number | undefined {
    return this.did('setTimer').find((effect) => effect.timer === timer)?.after;
  }
}

function online(known: Positions = { [CHAT]: 4 }, positions: Positions = known): TestConnection {
  return new TestConnection(initialConnection('first', known))
    .give({ type: 'start' })
    .give({ type: 'opened' })
    .receive({ t: 'welcome', epoch: 'first', streams: positions });
}

function frame(n: number, stream = CHAT): ServerFrame {
  const value = { id: 'm', text: `${n}` } as unknown as EntityUpdate['value'];
  return { t: 'update', s: stream, n, updates: [{ kind: 'message', value } as EntityUpdate] };
}

describe('greeting', () => {
  it('says what is kept, and hears nothing when it is level', () => {
    const test = new TestConnection(initialConnection('first', { [CHAT]: 4 })).give({ type: 'start' });
    expect(test.did('connect')).toHaveLength(1);
    test.give({ type: 'opened' });
    expect(test.did('send')[0]?.frame).toEqual({
      t: 'hello',
      proto: 2,
      epoch: 'first',
      streams: { [CHAT]: 4 },
    });
    test.receive({ t: 'welcome', epoch: 'first', streams: { [CHAT]: 4 } });
    expect(test.connection.phase).toBe('online');
    expect(test.did('resync')).toEqual([]);
    expect(test.timer(`gap ${CHAT}`)).toBeUndefined();
  });

  it('names no more streams than a hello holds, its own first, and asks for the rest bit by bit', () => {
    const key = (number: number) => `chat:00000000-0000-0000-0000-00000000${1_000 + number}`;
    const chats = Object.fromEntries(Array.from({ length: 2_000 }, (_, number) => [key(number), 1_000_000]));
    const known = { ...chats, 'profile:me': 7 };
    const test = new TestConnection(initialConnection('first', known))
      .give({ type: 'start' })
      .give({ type: 'opened' });
    const hello = test.did('send')[0]?.frame;
    const named = hello?.t === 'hello' ? hello.streams : {};
    expect(Object.keys(named)).toHaveLength(1_000);
    expect(named['profile:me']).toBe(7);
    expect(JSON.stringify(hello).length).toBeLessThan(64 * 1024);
    const moved = Object.fromEntries(Object.keys(known).map((stream) => [stream, 1_000_001]));
    test.receive({ t: 'welcome', epoch: 'first', streams: moved });
    const times = test.did('setTimer').flatMap(({ timer, after }) => (timer === 'silence' ? [] : [after]));
    expect(times).toHaveLength(2_001);
    for (const [number, time] of times.entries()) expect(time - number * 100).toBeGreaterThanOrEqual(5_000);
  });

  it('reads afresh what it has never seen, and wipes what is no more its to hear', () => {
    const test = online({ [CHAT]: 4 }, { 'chat:two': 9 });
    expect(test.did('wipe')).toEqual([{ do: 'wipe', stream: CHAT }]);
    expect(test.did('resync')).toEqual([{ do: 'resync', streams: ['chat:two'] }]);
  });

  it('forgets everything when the database is another one', () => {
    const test = new TestConnection(initialConnection('first', { [CHAT]: 40 }))
      .give({ type: 'start' })
      .give({ type: 'opened' });
    test.receive({ t: 'welcome', epoch: 'second', streams: { [CHAT]: 4 } });
    expect(test.did('forgetAll')).toEqual([{ do: 'forgetAll', epoch: 'second' }]);
    expect(test.did('resync')).toEqual([{ do: 'resync', streams: [CHAT] }]);
    expect(test.connection.streams.get(CHAT)?.seq).toBeUndefined();
  });
});

describe('hearing', () => {
  it('applies the next frame at once', () => {
    const test = online().receive(frame(5));
    expect(test.did('apply')[0]?.step).toMatchObject({ from: 4, to: 5 });
    expect(test.connection.streams.get(CHAT)?.seq).toBe(5);
  });

  it('waits 300 ms at a hole, then asks; the frame that was late stops the question', () => {
    const test = online().receive(frame(6));
    expect(test.did('apply')).toEqual([]);
    expect(test.timer(`gap ${CHAT}`)).toBe(300);
    test.receive(frame(5));
    expect(test.did('apply')[0]?.step).toMatchObject({ from: 4, to: 6 });
    expect(test.did('stopTimer')).toContainEqual({ do: 'stopTimer', timer: `gap ${CHAT}` });
    test.receive(frame(8)).give({ type: 'time', timer: `gap ${CHAT}`, random: 0 });
    expect(test.did('send')).toEqual([{ do: 'send', frame: { t: 'diff', s: CHAT, from: 6 } }]);
    expect(test.timer(`gap ${CHAT}`)).toBe(5_000);
  });

  it('reads a long difference page by page and applies it as one', () => {
    const test = online({ [CHAT]: 4 }, { [CHAT]: 400 });
    test.receive({ t: 'diff', s: CHAT, from: 4, to: 200, updates: [], more: true });
    expect(test.did('apply')).toEqual([]);
    expect(test.did('send')).toEqual([{ do: 'send', frame: { t: 'diff', s: CHAT, from: 200 } }]);
    test.receive({ t: 'diff', s: CHAT, from: 200, to: 400, updates: [], more: false });
    expect(test.did('apply')[0]?.step).toMatchObject({ from: 4, to: 400 });
    expect(test.did('send')).toEqual([]);
  });

  it('finds by the heartbeat what was lost in silence, and answers it', () => {
    const test = online().receive({ t: 'heartbeat', positions: { [CHAT]: 7 } });
    expect(test.did('send')).toEqual([{ do: 'send', frame: { t: 'pong' } }]);
    expect(test.timer(`gap ${CHAT}`)).toBe(300);
  });

  it('keeps what comes between a reset and the snapshot, and goes on from there', () => {
    const test = online().receive({ t: 'reset', s: CHAT, n: 2_000 });
    expect(test.did('resync')).toEqual([{ do: 'resync', streams: [CHAT] }]);
    test.receive(frame(2_002)).receive(frame(2_001));
    expect(test.did('apply')).toEqual([]);
    test.give({ type: 'snapshot', stream: CHAT, seq: 2_001 });
    expect(test.did('apply')[0]?.step).toMatchObject({ from: 2_001, to: 2_002 });
  });

  it('asks for what lies beyond a snapshot that was read before the greeting', () => {
    const test = online({}, { [CHAT]: 9 }).give({ type: 'snapshot', stream: CHAT, seq: 7 });
    expect(test.timer(`gap ${CHAT}`)).toBe(300);
  });

  it('wipes a chat that it was taken out of', () => {
    const test = online().receive({ t: 'unsubscribed', s: CHAT });
    expect(test.did('wipe')).toEqual([{ do: 'wipe', stream: CHAT }]);
    expect(test.connection.streams.has(CHAT)).toBe(false);
  });
});

describe('losing the connection', () => {
  it('tries again within 2 s at first, then at most twice as late each time, never later than 30 s', () => {
    const test = online();
    const latest: (number | undefined)[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      test.give({ type: 'closed', code: 1006, random: 1 });
      latest.push(test.timer('retry'));
      test.give({ type: 'time', timer: 'retry', random: 0 });
      expect(test.did('connect')).toHaveLength(1);
    }
    expect(latest).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('tries at once when the network is back or the tab is looked at', () => {
    const test = online().give({ type: 'closed', code: 1006, random: 1 }).give({ type: 'woken' });
    expect(test.did('connect')).toHaveLength(1);
    expect(test.did('stopTimer')).toContainEqual({ do: 'stopTimer', timer: 'retry' });
    expect(test.give({ type: 'woken' }).did('connect')).toEqual([]);
  });

  it('hangs up after two missed heartbeats', () => {
    const test = online();
    expect(test.timer('silence')).toBe(55_000);
    test.give({ type: 'time', timer: 'silence', random: 0 });
    expect(test.did('disconnect')).toHaveLength(1);
    expect(test.timer('retry')).toBe(0);
  });

  it('hangs up when the device says that it has no network, and tries on all the same', () => {
    const test = online().give({ type: 'offline', random: 1 });
    expect(test.did('disconnect')).toHaveLength(1);
    expect(test.timer('retry')).toBe(2_000);
    expect(test.give({ type: 'offline', random: 1 }).done).toEqual([]);
  });

  it('waits as long as the server asks', () => {
    const test = online()
      .receive({ t: 'retry', after: 20 })
      .give({ type: 'closed', code: 1012, random: 0.5 });
    expect(test.timer('retry')).toBe(21_000);
  });

  it('comes back after an overflow with what it has, and asks on', () => {
    const test = online().receive(frame(5)).give({ type: 'closed', code: CLOSE_CODES.resync, random: 0.1 });
    test.give({ type: 'time', timer: 'retry', random: 0 }).give({ type: 'opened' });
    expect(test.did('send')[0]?.frame).toMatchObject({ t: 'hello', streams: { [CHAT]: 5 } });
  });

  it('stays away once signed out', () => {
    const test = online().give({ type: 'closed', code: CLOSE_CODES.signedOut, random: 0 });
    expect(test.did('signedOut')).toHaveLength(1);
    expect(test.give({ type: 'woken' }).done).toEqual([]);
  });

  it('says that it is outdated when the server speaks another protocol, and tries on unhurriedly', () => {
    const test = online().give({ type: 'closed', code: CLOSE_CODES.otherProtocol, random: 1 });
    expect(test.did('outdated')).toHaveLength(1);
    expect(test.timer('retry')).toBe(30_000);
  });

  it('takes a refused hello for another protocol, and a bad frame later for nothing of the kind', () => {
    const hello = new TestConnection(initialConnection('first', {}))
      .give({ type: 'start' })
      .give({ type: 'opened' });
    const refused = hello.give({ type: 'closed', code: CLOSE_CODES.badFrame, random: 0 });
    expect(refused.did('outdated')).toHaveLength(1);
    const later = online().give({ type: 'closed', code: CLOSE_CODES.badFrame, random: 0 });
    expect(later.did('outdated')).toEqual([]);
  });
});
