/**
 * The connection as a machine: what happens goes in, what to do comes out.
 * Pure: no clock, no socket, no chance (the shell hands it in).
 */
import { type Connection, type Input, streamOf, type Timer, type Turn } from './connection';
import { requestDifference, advance, receive } from './frames';
import { dropPages, missingAfter, startAt } from './stream';
import { CLOSE_CODES, type StreamKey } from './wire';

/** The server's heart beats every 25 s; this is two beats missed. */
const SILENCE_MS = 55_000;
const FIRST_RETRY_MS = 2_000;
const MAX_RETRY_MS = 30_000;

/** Take in what happened; give the connection as it is then, and what to do. */
export function turn(connection: Connection, input: Input): Turn {
  if (connection.phase === 'signedOut') return [connection, []];
  switch (input.type) {
    case 'start':
      return connect(connection);
    case 'woken':
      return connection.phase === 'waiting' ? connect({ ...connection, tries: 0 }) : [connection, []];
    case 'cutOff':
      return connection.phase === 'waiting' ? [connection, []] : disconnect(connection, input.chance);
    case 'opened':
      return sendHello(connection);
    case 'closed':
      return onClosed(connection, input.code, input.chance);
    case 'time':
      return onTimer(connection, input.timer, input.chance);
    case 'snapshot':
      return advance(connection, input.stream, startAt(streamOf(connection, input.stream), input.seq));
    case 'frame': {
      const [next, effects] = receive(connection, input.frame);
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

function sendHello(connection: Connection): Turn {
  const streams = new Map([...connection.streams].map(([key, stream]) => [key, dropPages(stream)]));
  const known: Record<StreamKey, number> = {};
  for (const [key, { seq }] of streams) if (seq !== undefined) known[key] = seq;
  const hello = { t: 'hello', proto: 1, epoch: connection.epoch, streams: known } as const;
  return [{ ...connection, phase: 'greeting', streams }, [{ do: 'send', frame: hello }]];
}

function onClosed(connection: Connection, code: number, chance: number): Turn {
  if (code === CLOSE_CODES.signedOut) {
    return [
      { ...connection, phase: 'signedOut' },
      [{ do: 'stopTimer', timer: 'silence' }, { do: 'signedOut' }],
    ];
  }
  const ceiling = code === CLOSE_CODES.tooMany ? MAX_RETRY_MS : retryCeiling(connection.tries);
  const asked = connection.retryAfterS;
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

function disconnect(connection: Connection, chance: number): Turn {
  const [next, effects] = onClosed(connection, 0, chance);
  return [next, [{ do: 'hangUp' }, ...effects]];
}

function retryCeiling(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** tries, MAX_RETRY_MS);
}

function onTimer(connection: Connection, timer: Timer, chance: number): Turn {
  if (timer === 'retry') return connection.phase === 'waiting' ? connect(connection) : [connection, []];
  if (timer === 'silence') return disconnect(connection, chance);
  const key = timer.slice('gap '.length);
  const from = missingAfter(streamOf(connection, key));
  if (from === undefined || connection.phase !== 'online') return [connection, []];
  return [connection, requestDifference(key, from)];
}
