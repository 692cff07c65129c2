/** What each frame of the server means to the connection. Pure. */
import { type Connection, type Effect, streamOf, type Turn } from './connection';
import { createStream, type Advanced, applyDifference, receiveFrame, learnPosition, missingAfter } from './stream';
import type { Positions, EntityUpdate, ServerFrame, StreamKey } from './wire';

/** A hole is mostly closed by the frame that is just late. */
const GAP_MS = 300;
/** An answer may be lost as well. */
const ANSWER_TIMEOUT_MS = 5_000;

/** Take in what the server says. */
export function receive(connection: Connection, frame: ServerFrame): Turn {
  switch (frame.t) {
    case 'welcome':
      return onWelcome(connection, frame.epoch, frame.streams);
    case 'put':
      return advance(
        connection,
        frame.s,
        receiveFrame(streamOf(connection, frame.s), { seq: frame.n, updates: frame.puts }),
      );
    case 'diff':
      return onDifference(connection, frame);
    case 'reset': {
      const streams = new Map(connection.streams).set(frame.s, createStream<EntityUpdate>(undefined, frame.n));
      return [{ ...connection, streams }, [stopGapTimer(frame.s), { do: 'readAfresh', streams: [frame.s] }]];
    }
    case 'new': {
      const streams = new Map(connection.streams).set(
        frame.s,
        learnPosition(streamOf(connection, frame.s), frame.n),
      );
      return [{ ...connection, streams }, [{ do: 'readAfresh', streams: [frame.s] }]];
    }
    case 'gone': {
      const streams = new Map(connection.streams);
      streams.delete(frame.s);
      return [{ ...connection, streams }, [stopGapTimer(frame.s), { do: 'wipe', stream: frame.s }]];
    }
    case 'beat': {
      const [next, effects] = learnPositions(connection, frame.heads, GAP_MS);
      return [next, [{ do: 'send', frame: { t: 'pong' } }, ...effects]];
    }
    case 'typing':
      return [connection, [{ do: 'tellTyping', stream: frame.s, profileId: frame.profile_id }]];
    case 'read': {
      const { s: stream, profile_id: profileId, read_number: number } = frame;
      return [connection, [{ do: 'tellRead', stream, profileId, number }]];
    }
    case 'retry':
      return [{ ...connection, retryAfterS: frame.after }, []];
  }
}

function onWelcome(connection: Connection, epoch: string, heads: Positions): Turn {
  const online = { ...connection, phase: 'online', tries: 0, epoch } as const;
  const lost = [...connection.streams.keys()].filter((key) => !(key in heads));
  const wipes = lost.map((stream) => ({ do: 'wipe', stream }) as const);
  if (connection.epoch !== null && connection.epoch !== epoch) {
    const streams = new Map(
      Object.entries(heads).map(([key, head]) => [key, createStream<EntityUpdate>(undefined, head)]),
    );
    return [
      { ...online, streams },
      [...wipes, { do: 'forgetAll', epoch }, { do: 'readAfresh', streams: Object.keys(heads) }],
    ];
  }
  const streams = new Map(connection.streams);
  for (const key of lost) streams.delete(key);
  // What is behind, the server tells by itself after the greeting; the timer is for an answer that is lost.
  const [next, effects] = learnPositions({ ...online, streams }, heads, ANSWER_TIMEOUT_MS);
  const unread = Object.keys(heads).filter((key) => streamOf(next, key).seq === undefined);
  const afresh = unread.length > 0 ? [{ do: 'readAfresh', streams: unread } as const] : [];
  return [next, [{ do: 'rememberEpoch', epoch }, ...wipes, ...effects, ...afresh]];
}

function learnPositions(connection: Connection, heads: Positions, after: number): Turn {
  const streams = new Map(connection.streams);
  const effects: Effect[] = [];
  for (const [key, head] of Object.entries(heads)) {
    const stream = learnPosition(streamOf(connection, key), head);
    streams.set(key, stream);
    if (missingAfter(stream) !== undefined) effects.push({ do: 'setTimer', timer: `gap ${key}`, after });
  }
  return [{ ...connection, streams }, effects];
}

function onDifference(connection: Connection, frame: Extract<ServerFrame, { t: 'diff' }>): Turn {
  const { s: key, from: after, to: seq, puts: updates, more } = frame;
  const before = streamOf(connection, key);
  const [next, effects] = advance(connection, key, applyDifference(before, { after, seq, updates, more }));
  const from = missingAfter(streamOf(next, key));
  const hasTurnedPage = more && from === seq;
  return [next, hasTurnedPage ? [...effects, ...requestDifference(key, from)] : effects];
}

/** Put the stream back as it is now, apply the step, and watch over what is missing. */
export function advance(connection: Connection, key: StreamKey, { stream, step }: Advanced<EntityUpdate>): Turn {
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

/** Ask for what is missing of a stream, and again where no answer comes. */
export function requestDifference(key: StreamKey, from: number): readonly Effect[] {
  return [
    { do: 'send', frame: { t: 'diff', s: key, from } },
    { do: 'setTimer', timer: `gap ${key}`, after: ANSWER_TIMEOUT_MS },
  ];
}
