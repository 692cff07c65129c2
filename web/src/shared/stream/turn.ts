/**
 * The connection as a state machine: inputs go in, the next state and effects come out.
 * Pure: no clock, no socket, no random numbers (the caller passes them in).
 */
import { type Connection, type Effect, type Input, streamOf, type Timer, type Turn } from './connection';
import { advance, receive, requestDifference } from './frames';
import { dropPages, missingAfter, startAt } from './stream';
import { CLOSE_CODES, kindOf, MAX_NAMED_STREAMS, type Positions, PROTOCOL, type StreamKey } from './wire';

/** The server sends a heartbeat every 25 s; this is two of them missed. */
const SILENCE_MS = 55_000;
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 30_000;

/** Process an input; return the next state and the effects to run. */
export function turn(connection: Connection, input: Input): Turn {
  if (connection.phase === 'signedOut') return [connection, []];
  switch (input.type) {
    case 'start':
      return connect(connection);
    case 'woken':
      return connection.phase === 'waiting' ? connect({ ...connection, tries: 0 }) : [connection, []];
    case 'offline':
      return connection.phase === 'waiting' ? [connection, []] : disconnect(connection, input.random);
    case 'opened':
      return sendHello(connection);
    case 'closed':
      return onClosed(connection, input.code, input.random);
    case 'time':
      return onTimer(connection, input.timer, input.random);
    case 'snapshot':
      return advance(connection, input.stream, startAt(streamOf(connection, input.stream), input.seq));
    case 'frame': {
      const [next, effects] = receive(connection, input.frame);
      return [next, [{ do: 'setTimer', timer: 'silence', after: SILENCE_MS }, ...effects]];
    }
  }
}

function connect(connection: Connection): Turn {
  const next = { ...connection, phase: 'connecting', retryAfterS: undefined } as const;
  return [
    next,
    [
      { do: 'stopTimer', timer: 'retry' },
      { do: 'setTimer', timer: 'silence', after: SILENCE_MS },
      { do: 'connect' },
    ],
  ];
}

function sendHello(connection: Connection): Turn {
  const streams = new Map([...connection.streams].map(([key, stream]) => [key, dropPages(stream)]));
  const hello = {
    t: 'hello',
    proto: PROTOCOL,
    epoch: connection.epoch,
    streams: positionsOf(streams),
  } as const;
  return [{ ...connection, phase: 'greeting', streams }, [{ do: 'send', frame: hello }]];
}

/** Return the positions to name, as many as a hello may hold: first those of kinds that have few streams. */
function positionsOf(streams: Connection['streams']): Positions {
  const known: [StreamKey, number][] = [];
  for (const [key, { seq }] of streams) if (seq !== undefined) known.push([key, seq]);
  const sizes = new Map<string, number>();
  for (const [key] of known) sizes.set(kindOf(key), (sizes.get(kindOf(key)) ?? 0) + 1);
  const sizeOf = (key: StreamKey) => sizes.get(kindOf(key)) ?? 0;
  const sorted = known.toSorted(([one], [other]) => sizeOf(one) - sizeOf(other));
  return Object.fromEntries(sorted.slice(0, MAX_NAMED_STREAMS));
}

function onClosed(connection: Connection, code: number, random: number): Turn {
  if (code === CLOSE_CODES.signedOut) {
    return [
      { ...connection, phase: 'signedOut' },
      [{ do: 'stopTimer', timer: 'silence' }, { do: 'signedOut' }],
    ];
  }
  // Servers of protocol 1 refuse any other hello as a bad frame.
  const isOutdated =
    code === CLOSE_CODES.otherProtocol || (code === CLOSE_CODES.badFrame && connection.phase === 'greeting');
  // It keeps trying: during a rolling upgrade the next server may be of this build.
  const mustWait = isOutdated || code === CLOSE_CODES.tooMany || code === CLOSE_CODES.tooLarge;
  const ceiling = mustWait ? MAX_RETRY_MS : retryCeiling(connection.tries);
  const asked = connection.retryAfterS;
  // What the server asked for is the minimum; beyond it the clients are spread.
  const after = asked === undefined ? random * ceiling : asked * 1_000 + random * FIRST_RETRY_MS;
  const gaps = [...connection.streams.keys()].map(
    (key) => ({ do: 'stopTimer', timer: `gap ${key}` }) as const,
  );
  const outdated: readonly Effect[] = isOutdated ? [{ do: 'outdated' }] : [];
  return [
    { ...connection, phase: 'waiting', tries: connection.tries + 1 },
    [{ do: 'stopTimer', timer: 'silence' }, ...gaps, { do: 'setTimer', timer: 'retry', after }, ...outdated],
  ];
}

function disconnect(connection: Connection, random: number): Turn {
  const [next, effects] = onClosed(connection, 0, random);
  return [next, [{ do: 'disconnect' }, ...effects]];
}

function retryCeiling(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** tries, MAX_RETRY_MS);
}

function onTimer(connection: Connection, timer: Timer, random: number): Turn {
  if (timer === 'retry') return connection.phase === 'waiting' ? connect(connection) : [connection, []];
  if (timer === 'silence') return disconnect(connection, random);
  const key = timer.slice('gap '.length);
  const from = missingAfter(streamOf(connection, key));
  if (from === undefined || connection.phase !== 'online') return [connection, []];
  return [connection, requestDifference(key, from)];
}
