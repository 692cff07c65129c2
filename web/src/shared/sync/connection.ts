/**
 * One tab's connection to what it hears, as a machine: what happens goes in, what to do comes out.
 * Pure: no clock, no socket, no chance (the shell hands it in).
 */
import {
  beginStream,
  dropPages,
  type Followed,
  fill,
  hear,
  learnHead,
  missingAfter,
  type Step,
  type Stream,
  take,
} from './stream';
import { CLOSED, type ClientFrame, type Heads, type Put, type ServerFrame, type StreamKey } from './wire';

export type Phase = 'waiting' | 'connecting' | 'greeting' | 'online' | 'signedOut';

export interface Connection {
  readonly phase: Phase;
  readonly epoch: string | null;
  readonly streams: ReadonlyMap<StreamKey, Stream<Put>>;
  /** Tries since it last was online. */
  readonly tries: number;
  /** Seconds that the server asked to wait. */
  readonly askedToWait: number | undefined;
}

export type Input =
  | { readonly type: 'start' }
  | { readonly type: 'opened' }
  | { readonly type: 'frame'; readonly frame: ServerFrame; readonly chance: number }
  | { readonly type: 'closed'; readonly code: number; readonly chance: number }
  | { readonly type: 'time'; readonly timer: Timer; readonly chance: number }
  /** The network came back, or the tab is looked at again. */
  | { readonly type: 'woken' }
  /** The device says that it has no network; an open socket would find that out late. */
  | { readonly type: 'cutOff'; readonly chance: number }
  /** A stream was read afresh, as it was at `seq`. */
  | { readonly type: 'snapshot'; readonly stream: StreamKey; readonly seq: number };

export type Timer = 'retry' | 'silence' | `gap ${StreamKey}`;

export type Effect =
  | { readonly do: 'connect' }
  | { readonly do: 'hangUp' }
  | { readonly do: 'send'; readonly frame: ClientFrame }
  | { readonly do: 'setTimer'; readonly timer: Timer; readonly after: number }
  | { readonly do: 'stopTimer'; readonly timer: Timer }
  /** The stream's state goes on by this step. */
  | { readonly do: 'apply'; readonly stream: StreamKey; readonly step: Step<Put> }
  /** Read these streams afresh and answer with `snapshot`; what is shown of them may be out of date. */
  | { readonly do: 'readAfresh'; readonly streams: readonly StreamKey[] }
  /** This is no more ours to see: wipe what is kept of it. */
  | { readonly do: 'wipe'; readonly stream: StreamKey }
  /** The server's database is another one: nothing that is kept holds. */
  | { readonly do: 'forgetAll'; readonly epoch: string }
  | { readonly do: 'rememberEpoch'; readonly epoch: string }
  | { readonly do: 'tellTyping'; readonly stream: StreamKey; readonly profileId: string }
  | {
      readonly do: 'tellRead';
      readonly stream: StreamKey;
      readonly profileId: string;
      readonly number: number;
    }
  | { readonly do: 'signedOut' };

export type Turn = readonly [Connection, readonly Effect[]];

/** A hole is mostly closed by the frame that is just late. */
const GAP_MS = 300;
/** An answer may be lost as well. */
const ASKED_MS = 5_000;
/** The server's heart beats every 25 s; this is two beats missed. */
const SILENCE_MS = 55_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

/** A connection that has not begun, with the streams that are kept from last time. */
export function restingConnection(epoch: string | null, known: Heads): Connection {
  const streams = new Map(Object.entries(known).map(([key, seq]) => [key, beginStream<Put>(seq, seq)]));
  return { phase: 'waiting', epoch, streams, tries: 0, askedToWait: undefined };
}

/** Take in what happened; give the connection as it is then, and what to do. */
export function turn(connection: Connection, input: Input): Turn {
  if (connection.phase === 'signedOut') return [connection, []];
  switch (input.type) {
    case 'start':
      return connect(connection);
    case 'woken':
      return connection.phase === 'waiting' ? connect({ ...connection, tries: 0 }) : [connection, []];
    case 'cutOff':
      return connection.phase === 'waiting' ? [connection, []] : hangUp(connection, input.chance);
    case 'opened':
      return greet(connection);
    case 'closed':
      return closed(connection, input.code, input.chance);
    case 'time':
      return timePassed(connection, input.timer, input.chance);
    case 'snapshot':
      return follow(connection, input.stream, take(streamOf(connection, input.stream), input.seq));
    case 'frame': {
      const [next, effects] = heard(connection, input.frame);
      return [next, [{ do: 'setTimer', timer: 'silence', after: SILENCE_MS }, ...effects]];
    }
  }
}

function connect(connection: Connection): Turn {
  const next = { ...connection, phase: 'connecting', askedToWait: undefined } as const;
  return [
    next,
    [
      { do: 'stopTimer', timer: 'retry' },
      { do: 'setTimer', timer: 'silence', after: SILENCE_MS },
      { do: 'connect' },
    ],
  ];
}

function greet(connection: Connection): Turn {
  const streams = new Map([...connection.streams].map(([key, stream]) => [key, dropPages(stream)]));
  const known: Record<StreamKey, number> = {};
  for (const [key, { seq }] of streams) if (seq !== undefined) known[key] = seq;
  const hello = { t: 'hello', proto: 1, epoch: connection.epoch, streams: known } as const;
  return [{ ...connection, phase: 'greeting', streams }, [{ do: 'send', frame: hello }]];
}

function closed(connection: Connection, code: number, chance: number): Turn {
  if (code === CLOSED.signedOut) {
    return [
      { ...connection, phase: 'signedOut' },
      [{ do: 'stopTimer', timer: 'silence' }, { do: 'signedOut' }],
    ];
  }
  const ceiling = code === CLOSED.tooMany ? LONGEST_RETRY_MS : retryCeiling(connection.tries);
  const asked = connection.askedToWait;
  // What the server asked for is the least; beyond it the crowd is spread.
  const after = asked === undefined ? chance * ceiling : asked * 1_000 + chance * FIRST_RETRY_MS;
  const gaps = [...connection.streams.keys()].map(
    (key) => ({ do: 'stopTimer', timer: `gap ${key}` }) as const,
  );
  return [
    { ...connection, phase: 'waiting', tries: connection.tries + 1 },
    [{ do: 'stopTimer', timer: 'silence' }, ...gaps, { do: 'setTimer', timer: 'retry', after }],
  ];
}

function hangUp(connection: Connection, chance: number): Turn {
  const [next, effects] = closed(connection, 0, chance);
  return [next, [{ do: 'hangUp' }, ...effects]];
}

function retryCeiling(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS);
}

function timePassed(connection: Connection, timer: Timer, chance: number): Turn {
  if (timer === 'retry') return connection.phase === 'waiting' ? connect(connection) : [connection, []];
  if (timer === 'silence') return hangUp(connection, chance);
  const key = timer.slice('gap '.length);
  const from = missingAfter(streamOf(connection, key));
  if (from === undefined || connection.phase !== 'online') return [connection, []];
  return [connection, ask(key, from)];
}

function ask(key: StreamKey, from: number): readonly Effect[] {
  return [
    { do: 'send', frame: { t: 'diff', s: key, from } },
    { do: 'setTimer', timer: `gap ${key}`, after: ASKED_MS },
  ];
}

function heard(connection: Connection, frame: ServerFrame): Turn {
  switch (frame.t) {
    case 'welcome':
      return welcomed(connection, frame.epoch, frame.streams);
    case 'put':
      return follow(
        connection,
        frame.s,
        hear(streamOf(connection, frame.s), { seq: frame.n, puts: frame.puts }),
      );
    case 'diff':
      return filled(connection, frame);
    case 'reset': {
      const streams = new Map(connection.streams).set(frame.s, beginStream<Put>(undefined, frame.n));
      return [{ ...connection, streams }, [stopGap(frame.s), { do: 'readAfresh', streams: [frame.s] }]];
    }
    case 'new': {
      const streams = new Map(connection.streams).set(
        frame.s,
        learnHead(streamOf(connection, frame.s), frame.n),
      );
      return [{ ...connection, streams }, [{ do: 'readAfresh', streams: [frame.s] }]];
    }
    case 'gone': {
      const streams = new Map(connection.streams);
      streams.delete(frame.s);
      return [{ ...connection, streams }, [stopGap(frame.s), { do: 'wipe', stream: frame.s }]];
    }
    case 'beat': {
      const [next, effects] = learn(connection, frame.heads, GAP_MS);
      return [next, [{ do: 'send', frame: { t: 'pong' } }, ...effects]];
    }
    case 'typing':
      return [connection, [{ do: 'tellTyping', stream: frame.s, profileId: frame.profile_id }]];
    case 'read': {
      const { s: stream, profile_id: profileId, read_number: number } = frame;
      return [connection, [{ do: 'tellRead', stream, profileId, number }]];
    }
    case 'retry':
      return [{ ...connection, askedToWait: frame.after }, []];
  }
}

function welcomed(connection: Connection, epoch: string, heads: Heads): Turn {
  const online = { ...connection, phase: 'online', tries: 0, epoch } as const;
  const lost = [...connection.streams.keys()].filter((key) => !(key in heads));
  const wipes = lost.map((stream) => ({ do: 'wipe', stream }) as const);
  if (connection.epoch !== null && connection.epoch !== epoch) {
    const streams = new Map(
      Object.entries(heads).map(([key, head]) => [key, beginStream<Put>(undefined, head)]),
    );
    return [
      { ...online, streams },
      [...wipes, { do: 'forgetAll', epoch }, { do: 'readAfresh', streams: Object.keys(heads) }],
    ];
  }
  const streams = new Map(connection.streams);
  for (const key of lost) streams.delete(key);
  // What is behind, the server tells by itself after the greeting; the timer is for an answer that is lost.
  const [next, effects] = learn({ ...online, streams }, heads, ASKED_MS);
  const unread = Object.keys(heads).filter((key) => streamOf(next, key).seq === undefined);
  const afresh = unread.length > 0 ? [{ do: 'readAfresh', streams: unread } as const] : [];
  return [next, [{ do: 'rememberEpoch', epoch }, ...wipes, ...effects, ...afresh]];
}

function learn(connection: Connection, heads: Heads, after: number): Turn {
  const streams = new Map(connection.streams);
  const effects: Effect[] = [];
  for (const [key, head] of Object.entries(heads)) {
    const stream = learnHead(streamOf(connection, key), head);
    streams.set(key, stream);
    if (missingAfter(stream) !== undefined) effects.push({ do: 'setTimer', timer: `gap ${key}`, after });
  }
  return [{ ...connection, streams }, effects];
}

function filled(connection: Connection, frame: Extract<ServerFrame, { t: 'diff' }>): Turn {
  const { s: key, from: after, to: seq, puts, more } = frame;
  const before = streamOf(connection, key);
  const [next, effects] = follow(connection, key, fill(before, { after, seq, puts, more }));
  const from = missingAfter(streamOf(next, key));
  const hasTurnedPage = more && from === seq;
  return [next, hasTurnedPage ? [...effects, ...ask(key, from)] : effects];
}

/** Put the stream back as it is now, apply the step, and watch over what is missing. */
function follow(connection: Connection, key: StreamKey, { stream, step }: Followed<Put>): Turn {
  const wasMissing = missingAfter(streamOf(connection, key)) !== undefined;
  const isMissing = missingAfter(stream) !== undefined;
  const effects: Effect[] = step ? [{ do: 'apply', stream: key, step }] : [];
  if (wasMissing && !isMissing) effects.push(stopGap(key));
  if (!wasMissing && isMissing) effects.push({ do: 'setTimer', timer: `gap ${key}`, after: GAP_MS });
  return [{ ...connection, streams: new Map(connection.streams).set(key, stream) }, effects];
}

function stopGap(key: StreamKey): Effect {
  return { do: 'stopTimer', timer: `gap ${key}` };
}

function streamOf(connection: Connection, key: StreamKey): Stream<Put> {
  return connection.streams.get(key) ?? beginStream<Put>();
}
