/** What each frame of the server does to the connection. Pure. */
import { type Connection, type Effect, streamOf, type Turn } from './connection';
import {
  type Advanced,
  applyDifference,
  createStream,
  learnPosition,
  missingAfter,
  receiveFrame,
} from './stream';
import {
  type EntityUpdate,
  type EphemeralFrame,
  isProtocol,
  type Positions,
  type ServerFrame,
  type StreamKey,
} from './wire';

/** A gap is mostly closed by a frame that is only late. */
const GAP_MS = 300;
/** The answer to a request may be lost, too. */
const ANSWER_TIMEOUT_MS = 5_000;
/** Between the requests for several streams: the server accepts ten messages a second. */
const SPREAD_MS = 150;

/** Process a frame of the server. */
export function receive(connection: Connection, frame: ServerFrame | EphemeralFrame): Turn {
  // A newer server may send more than this page knows; nobody listens to that.
  if (!isProtocol(frame)) return [connection, [{ do: 'passOn', frame }]];
  switch (frame.t) {
    case 'welcome':
      return onWelcome(connection, frame.epoch, frame.streams);
    case 'update':
      return advance(
        connection,
        frame.s,
        receiveFrame(streamOf(connection, frame.s), { seq: frame.n, updates: frame.updates }),
      );
    case 'diff':
      return onDifference(connection, frame);
    case 'reset': {
      const streams = new Map(connection.streams).set(
        frame.s,
        createStream<EntityUpdate>(undefined, frame.n),
      );
      return [{ ...connection, streams }, [stopGapTimer(frame.s), { do: 'resync', streams: [frame.s] }]];
    }
    case 'subscribed': {
      const streams = new Map(connection.streams).set(
        frame.s,
        learnPosition(streamOf(connection, frame.s), frame.n),
      );
      return [{ ...connection, streams }, [{ do: 'resync', streams: [frame.s] }]];
    }
    case 'unsubscribed': {
      const streams = new Map(connection.streams);
      streams.delete(frame.s);
      return [{ ...connection, streams }, [stopGapTimer(frame.s), { do: 'wipe', stream: frame.s }]];
    }
    case 'heartbeat': {
      const [next, effects] = learnPositions(connection, frame.positions, GAP_MS);
      return [next, [{ do: 'send', frame: { t: 'pong' } }, ...effects]];
    }
    case 'retry':
      return [{ ...connection, retryAfterS: frame.after }, []];
  }
}

function onWelcome(connection: Connection, epoch: string, positions: Positions): Turn {
  const online = { ...connection, phase: 'online', tries: 0, epoch } as const;
  const lost = [...connection.streams.keys()].filter((key) => !(key in positions));
  const wipes = lost.map((stream) => ({ do: 'wipe', stream }) as const);
  if (connection.epoch !== null && connection.epoch !== epoch) {
    const streams = new Map(
      Object.entries(positions).map(([key, seq]) => [key, createStream<EntityUpdate>(undefined, seq)]),
    );
    return [
      { ...online, streams },
      [...wipes, { do: 'forgetAll', epoch }, { do: 'resync', streams: Object.keys(positions) }],
    ];
  }
  const streams = new Map(connection.streams);
  for (const key of lost) streams.delete(key);
  // The server sends by itself what is missing of the streams that were named; the timer is for the others, and for an
  // answer that gets lost.
  const [next, effects] = learnPositions({ ...online, streams }, positions, ANSWER_TIMEOUT_MS);
  const unread = Object.keys(positions).filter((key) => streamOf(next, key).seq === undefined);
  const resyncs = unread.length > 0 ? [{ do: 'resync', streams: unread } as const] : [];
  return [next, [{ do: 'rememberEpoch', epoch }, ...wipes, ...effects, ...resyncs]];
}

function learnPositions(connection: Connection, positions: Positions, after: number): Turn {
  const streams = new Map(connection.streams);
  const effects: Effect[] = [];
  let wait = after;
  for (const [key, seq] of Object.entries(positions)) {
    const stream = learnPosition(streamOf(connection, key), seq);
    streams.set(key, stream);
    if (missingAfter(stream) === undefined) continue;
    effects.push({ do: 'setTimer', timer: `gap ${key}`, after: wait });
    wait += SPREAD_MS;
  }
  return [{ ...connection, streams }, effects];
}

function onDifference(connection: Connection, frame: Extract<ServerFrame, { t: 'diff' }>): Turn {
  const { s: key, from: after, to: seq, updates, more } = frame;
  const before = streamOf(connection, key);
  const [next, effects] = advance(connection, key, applyDifference(before, { after, seq, updates, more }));
  const from = missingAfter(streamOf(next, key));
  const hasNextPage = more && from === seq;
  return [next, hasNextPage ? [...effects, ...requestDifference(key, from)] : effects];
}

/** Store the stream's new state, apply the step, and start or stop the gap timer. */
export function advance(
  connection: Connection,
  key: StreamKey,
  { stream, step }: Advanced<EntityUpdate>,
): Turn {
  const wasMissing = missingAfter(streamOf(connection, key)) !== undefined;
  const isMissing = missingAfter(stream) !== undefined;
  const effects: Effect[] = step ? [{ do: 'apply', stream: key, step }] : [];
  if (wasMissing && !isMissing) effects.push(stopGapTimer(key));
  if (!wasMissing && isMissing) effects.push({ do: 'setTimer', timer: `gap ${key}`, after: GAP_MS });
  return [{ ...connection, streams: new Map(connection.streams).set(key, stream) }, effects];
}

function stopGapTimer(key: StreamKey): Effect {
  return { do: 'stopTimer', timer: `gap ${key}` };
}

/** Request what is missing of a stream, and again where no answer comes. */
export function requestDifference(key: StreamKey, from: number): readonly Effect[] {
  return [
    { do: 'send', frame: { t: 'diff', s: key, from } },
    { do: 'setTimer', timer: `gap ${key}`, after: ANSWER_TIMEOUT_MS },
  ];
}
