/** One tab's connection to what it hears: how it stands, what may happen to it, what it asks to be done. */
import { createStream, type Step, type Stream } from './stream';
import type { ClientFrame, Positions, EntityUpdate, ServerFrame, StreamKey } from './wire';

export type Phase = 'waiting' | 'connecting' | 'greeting' | 'online' | 'signedOut';

export interface Connection {
  readonly phase: Phase;
  readonly epoch: string | null;
  readonly streams: ReadonlyMap<StreamKey, Stream<EntityUpdate>>;
  /** Tries since it last was online. */
  readonly tries: number;
  /** Seconds that the server asked to wait. */
  readonly retryAfterS: number | undefined;
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
  | { readonly do: 'apply'; readonly stream: StreamKey; readonly step: Step<EntityUpdate> }
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

/** A connection that has not begun, with the streams that are kept from last time. */
export function initialConnection(epoch: string | null, known: Positions): Connection {
  const streams = new Map(Object.entries(known).map(([key, seq]) => [key, createStream<EntityUpdate>(seq, seq)]));
  return { phase: 'waiting', epoch, streams, tries: 0, retryAfterS: undefined };
}

/** Give how far a stream was followed; one that was never heard of begins now. */
export function streamOf(connection: Connection, key: StreamKey): Stream<EntityUpdate> {
  return connection.streams.get(key) ?? createStream<EntityUpdate>();
}

/** Tell in one word how the connection stands. */
export function connectionStatus(phase: Phase): 'online' | 'connecting' | 'offline' {
  if (phase === 'online') return 'online';
  return phase === 'waiting' || phase === 'signedOut' ? 'offline' : 'connecting';
}
