/** The frames of the socket, protocol 2. */
import type { DifferenceRead } from '../api/schema';

/** The version of the protocol that this page speaks. */
export const PROTOCOL = 2;

/** So many streams fit into a hello. What the others lack is asked for after the welcome. */
export const MAX_NAMED_STREAMS = 1_000;

/** The new state of one entity, of any kind that the server publishes. */
export type EntityUpdate = NonNullable<DifferenceRead['updates']>[number];

/** A reaction of a participant in a call. */
export interface SentReaction {
  readonly participant_id: string;
  readonly reaction: string;
}

/** The name of a stream: `chat:0192…`, `profile:0192…`. */
export type StreamKey = string;

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
  | { readonly t: 'typing'; readonly s: StreamKey; readonly profile_id: string }
  | { readonly t: 'read'; readonly s: StreamKey; readonly profile_id: string; readonly read_number: number }
  | { readonly t: 'reactions'; readonly s: StreamKey; readonly reactions: readonly SentReaction[] }
  | { readonly t: 'retry'; readonly after: number };

export type ClientFrame =
  | {
      readonly t: 'hello';
      readonly proto: typeof PROTOCOL;
      readonly epoch: string | null;
      readonly streams: Positions;
    }
  | { readonly t: 'diff'; readonly s: StreamKey; readonly from: number }
  | { readonly t: 'typing'; readonly s: StreamKey }
  | { readonly t: 'pong' };

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

/** Return the id in a stream's name: of the chat, of the profile. */
export function idOf(key: StreamKey): string {
  return key.slice(key.indexOf(':') + 1);
}

/** True if the stream is a chat's. */
export function isChatStream(key: StreamKey): boolean {
  return key.startsWith('chat:');
}

/** True if the stream is a call's or its lobby's. */
export function isCallStream(key: StreamKey): boolean {
  return key.startsWith('call:') || key.startsWith('lobby:');
}

/** True if the stream is what somebody is notified of. */
export function isInboxStream(key: StreamKey): boolean {
  return key.startsWith('inbox:');
}

/** Return the name of a chat's stream. */
export function chatStream(chatId: string): StreamKey {
  return `chat:${chatId}`;
}

/** Return the name of the stream of a person's own devices. */
export function profileStream(profileId: string): StreamKey {
  return `profile:${profileId}`;
}
