import type { MessageRead } from '@/shared/api/schema';

/** A kind of message that people write: how it is sent, and what it shows until the server has it. */
export interface SentKind<Body> {
  readonly name: string;
  /** Returns the stored message. Idempotent by the client id. */
  readonly send: (body: Body, to: Address) => Promise<MessageRead | undefined>;
  readonly look: (body: Body) => Partial<MessageRead>;
  /** Returns the same without what it replies to. */
  readonly withoutReply?: (body: Body) => unknown;
}

export interface Address {
  readonly chatId: string;
  readonly clientId: string;
  /** The server's ids of the uploaded files. */
  readonly files: readonly string[];
  readonly signal: AbortSignal;
}

/** All kinds that people write. Each has bodies of its own shape; the outbox does not look into them. */
export type SentKinds = readonly SentKind<never>[];

/** Return the kind with this name; undefined if a newer page has written it. */
export function sentKind(kinds: SentKinds, name: string): SentKind<unknown> | undefined {
  return kinds.find((kind) => kind.name === name) as SentKind<unknown> | undefined;
}
