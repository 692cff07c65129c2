/** The frames of the socket, protocol 2. */
import type { DifferenceRead } from '../api/schema';

/** The version of the protocol that this page speaks. */
export const PROTOCOL = 2;

/** So many streams fit into a hello. What the others lack is asked for after the welcome. */
export const MAX_NAMED_STREAMS = 1_000;

/** The new state of one entity, of any kind that the server publishes. */
export type EntityUpdate = NonNullable<DifferenceRead['updates']>[number];

/** The name of a stream, its kind and an id: `inbox:0192…`. */
export type StreamKey = string;

/** What is lost where nobody listens: it has no seq. Those who read the stream know its types. */
export interface EphemeralFrame {
  readonly t: string;
  readonly s: StreamKey;
}

export type ServerFrame =
  | { readonly t: 'welcome'; readonly epoch: string; readonly streams: Positions }
  | {
      readonly t: 'update';
      readonly s: StreamKey;
      readonly n: number;
      readonly updates: readonly EntityUpdate[];
    }
  | {
      readonly t: 'diff';
      readonly s: StreamKey;
      readonly from: number;
      readonly to: number;
      readonly updates: readonly EntityUpdate[];
      readonly more: boolean;
    }
  | { readonly t: 'reset'; readonly s: StreamKey; readonly n: number }
  | { readonly t: 'subscribed'; readonly s: StreamKey; readonly n: number }
  | { readonly t: 'unsubscribed'; readonly s: StreamKey }
  | { readonly t: 'heartbeat'; readonly positions: Positions }
  | { readonly t: 'retry'; readonly after: number };

export type ClientFrame =
  | {
      readonly t: 'hello';
      readonly proto: typeof PROTOCOL;
      readonly epoch: string | null;
      readonly streams: Positions;
    }
  | { readonly t: 'diff'; readonly s: StreamKey; readonly from: number }
  | { readonly t: 'pong' };

const SERVER_FRAMES: readonly string[] = [
  'welcome',
  'update',
  'diff',
  'reset',
  'subscribed',
  'unsubscribed',
  'heartbeat',
  'retry',
] satisfies ServerFrame['t'][];

/** True if the frame is of the protocol itself, not of those who read a stream. */
export function isProtocol(frame: ServerFrame | EphemeralFrame): frame is ServerFrame {
  return SERVER_FRAMES.includes(frame.t);
}

/** The seq of each stream. */
export type Positions = Readonly<Record<StreamKey, number>>;

/** Why the server closed the socket. */
export const CLOSE_CODES = {
  tooLarge: 1009,
  signedOut: 4001,
  resync: 4002,
  badFrame: 4003,
  otherProtocol: 4004,
  tooMany: 4029,
} as const;

/** Return the kind in a stream's name. */
export function kindOf(key: StreamKey): string {
  return key.slice(0, key.indexOf(':'));
}

/** Return the id in a stream's name. */
export function idOf(key: StreamKey): string {
  return key.slice(key.indexOf(':') + 1);
}
