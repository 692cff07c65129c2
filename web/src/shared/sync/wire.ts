/** What travels on the socket. */
import type { DifferenceRead } from '../api/schema';

/** The new state of one entity, of every kind that the server can tell. */
export type EntityUpdate = NonNullable<DifferenceRead['updates']>[number];

/** The name of a stream on the wire: `chat:0192…`, `profile:0192…`. */
export type StreamKey = string;

export type ServerFrame =
  | { readonly t: 'welcome'; readonly epoch: string; readonly streams: Positions }
  | { readonly t: 'put'; readonly s: StreamKey; readonly n: number; readonly puts: readonly EntityUpdate[] }
  | {
      readonly t: 'diff';
      readonly s: StreamKey;
      readonly from: number;
      readonly to: number;
      readonly puts: readonly EntityUpdate[];
      readonly more: boolean;
    }
  | { readonly t: 'reset'; readonly s: StreamKey; readonly n: number }
  | { readonly t: 'new'; readonly s: StreamKey; readonly n: number }
  | { readonly t: 'gone'; readonly s: StreamKey }
  | { readonly t: 'beat'; readonly heads: Positions }
  | { readonly t: 'typing'; readonly s: StreamKey; readonly profile_id: string }
  | { readonly t: 'read'; readonly s: StreamKey; readonly profile_id: string; readonly read_number: number }
  | { readonly t: 'retry'; readonly after: number };

export type ClientFrame =
  | { readonly t: 'hello'; readonly proto: 1; readonly epoch: string | null; readonly streams: Positions }
  | { readonly t: 'diff'; readonly s: StreamKey; readonly from: number }
  | { readonly t: 'typing'; readonly s: StreamKey }
  | { readonly t: 'pong' };

/** How far each stream is. */
export type Positions = Readonly<Record<StreamKey, number>>;

/** Why the server closed the socket. */
export const CLOSE_CODES = { signedOut: 4001, resync: 4002, badFrame: 4003, tooMany: 4029 } as const;

/** Give what follows the kind in a stream's name: the chat's or the profile's id. */
export function idOf(key: StreamKey): string {
  return key.slice(key.indexOf(':') + 1);
}

/** Tell whether a stream is a chat's. */
export function isChatStream(key: StreamKey): boolean {
  return key.startsWith('chat:');
}

/** Tell whether a stream is a call's or its lobby's. */
export function isCallStream(key: StreamKey): boolean {
  return key.startsWith('call:') || key.startsWith('lobby:');
}

/** Name a chat's stream. */
export function chatStream(chatId: string): StreamKey {
  return `chat:${chatId}`;
}

/** Name the stream of a person's own devices. */
export function profileStream(profileId: string): StreamKey {
  return `profile:${profileId}`;
}
