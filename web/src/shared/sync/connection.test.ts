import { describe, expect, it } from 'vitest';
import { type Connection, type Effect, type Input, initialConnection } from './connection';
import { turn } from './turn';
import { CLOSE_CODES, type Positions, type EntityUpdate, type ServerFrame } from './wire';

const CHAT = 'chat:one';

/** A connection that is played with, and what it wanted done at the last input. */
class Played {
  done: readonly Effect[] = [];
  constructor(public connection: Connection) {}

  give(input: Input): this {
    [this.connection, this.done] = turn(this.connection, input);
    return this;
  }

  hear(frame: ServerFrame): this {
    return this.give({ type: 'frame', frame, chance: 0.5 });
  }

  did<D extends Effect['do']>(what: D): readonly Extract<Effect, { do: D }>[] {
    return this.done.filter((effect): effect is Extract<Effect, { do: D }> => effect.do === what);
  }

  timer(timer: string): number | undefined {
    return this.did('setTimer').find((effect) => effect.timer === timer)?.after;
  }
}

function online(known: Positions = { [CHAT]: 4 }, heads: Positions = known): Played {
  return new Played(initialConnection('first', known))
    .give({ type: 'start' })
    .give({ type: 'opened' })
    .hear({ t: 'welcome', epoch: 'first', streams: heads });
}

function frame(n: number, stream = CHAT): ServerFrame {
  const value = { id: 'm', text: `${n}` } as unknown as EntityUpdate['value'];
  return { t: 'put', s: stream, n, puts: [{ kind: 'message', value } as EntityUpdate] };
}

describe('greeting', () => {
  it('says what is kept, and hears nothing when it is level', () => {
    const played = new Played(initialConnection('first', { [CHAT]: 4 })).give({ type: 'start' });
    expect(played.did('connect')).toHaveLength(1);
    played.give({ type: 'opened' });
    expect(played.did('send')[0]?.frame).toEqual({
      t: 'hello',
      proto: 1,
      epoch: 'first',
      streams: { [CHAT]: 4 },
    });
    played.hear({ t: 'welcome', epoch: 'first', streams: { [CHAT]: 4 } });
    expect(played.connection.phase).toBe('online');
    expect(played.did('readAfresh')).toEqual([]);
    expect(played.timer(`gap ${CHAT}`)).toBeUndefined();
  });

  it('reads afresh what it has never seen, and wipes what is no more its to hear', () => {
    const played = online({ [CHAT]: 4 }, { 'chat:two': 9 });
    expect(played.did('wipe')).toEqual([{ do: 'wipe', stream: CHAT }]);
    expect(played.did('readAfresh')).toEqual([{ do: 'readAfresh', streams: ['chat:two'] }]);
  });

  it('forgets everything when the database is another one', () => {
    const played = new Played(initialConnection('first', { [CHAT]: 40 }))
      .give({ type: 'start' })
      .give({ type: 'opened' });
    played.hear({ t: 'welcome', epoch: 'second', streams: { [CHAT]: 4 } });
    expect(played.did('forgetAll')).toEqual([{ do: 'forgetAll', epoch: 'second' }]);
    expect(played.did('readAfresh')).toEqual([{ do: 'readAfresh', streams: [CHAT] }]);
    expect(played.connection.streams.get(CHAT)?.seq).toBeUndefined();
  });
});

describe('hearing', () => {
  it('applies the next frame at once', () => {
    const played = online().hear(frame(5));
    expect(played.did('apply')[0]?.step).toMatchObject({ from: 4, to: 5 });
    expect(played.connection.streams.get(CHAT)?.seq).toBe(5);
  });

  it('waits 300 ms at a hole, then asks; the frame that was late stops the question', () => {
    const played = online().hear(frame(6));
    expect(played.did('apply')).toEqual([]);
    expect(played.timer(`gap ${CHAT}`)).toBe(300);
    played.hear(frame(5));
    expect(played.did('apply')[0]?.step).toMatchObject({ from: 4, to: 6 });
    expect(played.did('stopTimer')).toContainEqual({ do: 'stopTimer', timer: `gap ${CHAT}` });
    played.hear(frame(8)).give({ type: 'time', timer: `gap ${CHAT}`, chance: 0 });
    expect(played.did('send')).toEqual([{ do: 'send', frame: { t: 'diff', s: CHAT, from: 6 } }]);
    expect(played.timer(`gap ${CHAT}`)).toBe(5_000);
  });

  it('reads a long difference page by page and applies it as one', () => {
    const played = online({ [CHAT]: 4 }, { [CHAT]: 400 });
    played.hear({ t: 'diff', s: CHAT, from: 4, to: 200, puts: [], more: true });
    expect(played.did('apply')).toEqual([]);
    expect(played.did('send')).toEqual([{ do: 'send', frame: { t: 'diff', s: CHAT, from: 200 } }]);
    played.hear({ t: 'diff', s: CHAT, from: 200, to: 400, puts: [], more: false });
    expect(played.did('apply')[0]?.step).toMatchObject({ from: 4, to: 400 });
    expect(played.did('send')).toEqual([]);
  });

  it('finds by the heartbeat what was lost in silence, and answers it', () => {
    const played = online().hear({ t: 'beat', heads: { [CHAT]: 7 } });
    expect(played.did('send')).toEqual([{ do: 'send', frame: { t: 'pong' } }]);
    expect(played.timer(`gap ${CHAT}`)).toBe(300);
  });

  it('keeps what comes between a reset and the snapshot, and goes on from there', () => {
    const played = online().hear({ t: 'reset', s: CHAT, n: 2_000 });
    expect(played.did('readAfresh')).toEqual([{ do: 'readAfresh', streams: [CHAT] }]);
    played.hear(frame(2_002)).hear(frame(2_001));
    expect(played.did('apply')).toEqual([]);
    played.give({ type: 'snapshot', stream: CHAT, seq: 2_001 });
    expect(played.did('apply')[0]?.step).toMatchObject({ from: 2_001, to: 2_002 });
  });

  it('asks for what lies beyond a snapshot that was read before the greeting', () => {
    const played = online({}, { [CHAT]: 9 }).give({ type: 'snapshot', stream: CHAT, seq: 7 });
    expect(played.timer(`gap ${CHAT}`)).toBe(300);
  });

  it('wipes a chat that it was taken out of', () => {
    const played = online().hear({ t: 'gone', s: CHAT });
    expect(played.did('wipe')).toEqual([{ do: 'wipe', stream: CHAT }]);
    expect(played.connection.streams.has(CHAT)).toBe(false);
  });
});

describe('losing the connection', () => {
  it('tries again within 2 s at first, then at most twice as late each time, never later than 30 s', () => {
    const played = online();
    const latest: (number | undefined)[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      played.give({ type: 'closed', code: 1006, chance: 1 });
      latest.push(played.timer('retry'));
      played.give({ type: 'time', timer: 'retry', chance: 0 });
      expect(played.did('connect')).toHaveLength(1);
    }
    expect(latest).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('tries at once when the network is back or the tab is looked at', () => {
    const played = online().give({ type: 'closed', code: 1006, chance: 1 }).give({ type: 'woken' });
    expect(played.did('connect')).toHaveLength(1);
    expect(played.did('stopTimer')).toContainEqual({ do: 'stopTimer', timer: 'retry' });
    expect(played.give({ type: 'woken' }).did('connect')).toEqual([]);
  });

  it('hangs up after two missed heartbeats', () => {
    const played = online();
    expect(played.timer('silence')).toBe(55_000);
    played.give({ type: 'time', timer: 'silence', chance: 0 });
    expect(played.did('hangUp')).toHaveLength(1);
    expect(played.timer('retry')).toBe(0);
  });

  it('hangs up when the device says that it has no network, and tries on all the same', () => {
    const played = online().give({ type: 'cutOff', chance: 1 });
    expect(played.did('hangUp')).toHaveLength(1);
    expect(played.timer('retry')).toBe(2_000);
    expect(played.give({ type: 'cutOff', chance: 1 }).done).toEqual([]);
  });

  it('waits as long as the server asks', () => {
    const played = online().hear({ t: 'retry', after: 20 }).give({ type: 'closed', code: 1012, chance: 0.5 });
    expect(played.timer('retry')).toBe(21_000);
  });

  it('comes back after an overflow with what it has, and asks on', () => {
    const played = online().hear(frame(5)).give({ type: 'closed', code: CLOSE_CODES.resync, chance: 0.1 });
    played.give({ type: 'time', timer: 'retry', chance: 0 }).give({ type: 'opened' });
    expect(played.did('send')[0]?.frame).toMatchObject({ t: 'hello', streams: { [CHAT]: 5 } });
  });

  it('stays away once signed out', () => {
    const played = online().give({ type: 'closed', code: CLOSE_CODES.signedOut, chance: 0 });
    expect(played.did('signedOut')).toHaveLength(1);
    expect(played.give({ type: 'woken' }).done).toEqual([]);
  });
});
