/** One tab's connection: its state, what may happen to it, and the effects it asks for. */
import { createStream, type Step, type Stream } from './stream';
import type { ClientFrame, EntityUpdate, EphemeralFrame, Positions, ServerFrame, StreamKey } from './wire';

export type Phase = 'waiting' | 'connecting' | 'greeting' | 'online' | 'signedOut';

export interface Connection {
  readonly phase: Phase;
  readonly epoch: string | null;
  readonly streams: ReadonlyMap<StreamKey, Stream<EntityUpdate>>;
  /** Attempts since it was last online. */
  readonly tries: number;
  /** Seconds that the server asked to wait. */
  readonly retryAfterS: number | undefined;
}

export type Input =
  | { readonly type: 'start' }
  | { readonly type: 'opened' }
  | { readonly type: 'frame'; readonly frame: ServerFrame | EphemeralFrame; readonly random: number }
  | { readonly type: 'closed'; readonly code: number; readonly random: number }
  | { readonly type: 'time'; readonly timer: Timer; readonly random: number }
  /** The network came back, or the tab became visible. */
  | { readonly type: 'woken' }
  /** The device reports that it has no network; an open socket would notice late. */
  | { readonly type: 'offline'; readonly random: number }
  /** A stream was reloaded, as of `seq`. */
  | { readonly type: 'snapshot'; readonly stream: StreamKey; readonly seq: number };

export type Timer = 'retry' | 'silence' | `gap ${StreamKey}`;

export type Effect =
  | { readonly do: 'connect' }
  | { readonly do: 'disconnect' }
  | { readonly do: 'send'; readonly frame: ClientFrame }
  | { readonly do: 'setTimer'; readonly timer: Timer; readonly after: number }
  | { readonly do: 'stopTimer'; readonly timer: Timer }
  /** Apply this step to the stream's state. */
  | { readonly do: 'apply'; readonly stream: StreamKey; readonly step: Step<EntityUpdate> }
  /** Reload these streams and answer with `snapshot`; what is shown of them may be out of date. */
  | { readonly do: 'resync'; readonly streams: readonly StreamKey[] }
  /** The person is no longer subscribed: delete what is cached of the stream. */
  | { readonly do: 'wipe'; readonly stream: StreamKey }
  /** The server has another database: nothing cached is valid. */
  | { readonly do: 'forgetAll'; readonly epoch: string }
  | { readonly do: 'rememberEpoch'; readonly epoch: string }
  /** Pass on what was sent in a stream without a seq. */
  | { readonly do: 'passOn'; readonly frame: EphemeralFrame }
  /** The server speaks another version of the protocol: this page is not of its build. */
  | { readonly do: 'outdated' }
  | { readonly do: 'signedOut' };

export type Turn = readonly [Connection, readonly Effect[]];

/** Return a connection that has not started, with the streams that are cached. */
export function initialConnection(epoch: string | null, known: Positions): Connection {
  const streams = new Map(
    Object.entries(known).map(([key, seq]) => [key, createStream<EntityUpdate>(seq, seq)]),
  );
  return { phase: 'waiting', epoch, streams, tries: 0, retryAfterS: undefined };
}

/** Return a stream of the connection; an unknown one is created. */
export function streamOf(connection: Connection, key: StreamKey): Stream<EntityUpdate> {
  return connection.streams.get(key) ?? createStream<EntityUpdate>();
}

/** Return the connection's status in three values. */
export function connectionStatus(phase: Phase): 'online' | 'connecting' | 'offline' {
  if (phase === 'online') return 'online';
  return phase === 'waiting' || phase === 'signedOut' ? 'offline' : 'connecting';
}
