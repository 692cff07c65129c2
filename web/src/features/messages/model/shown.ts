/** A message of the conversation: one of the server, or one waiting in the outbox. */

import type { ShownMessage as Told } from '@/data/messenger/snapshot';
import type { MessageRead } from '@/shared/api/schema';
import type { Names } from '@/shared/person/person';

export type Waiting = NonNullable<Told['waiting']>;

/** Of a waiting one `number` is 0. */
export type ShownMessage = MessageRead & { readonly waiting?: Waiting };

/** An author of the conversation. */
export interface Author {
  readonly id: string;
  readonly name: string;
  /** For the letters of the picture. */
  readonly names: Names;
  /** URL of the picture. */
  readonly picture: string | undefined;
  /** True if a school has confirmed that this person works there. */
  readonly isStaff: boolean;
  readonly roles: string;
}

export type Ticks = Waiting['state'] | 'sent' | 'read';

/** Return the merged message; the same object for the same message, so that its row is not rendered again. */
export function inOnePiece({ message, waiting }: Told): ShownMessage {
  return waiting ? { ...message, waiting } : message;
}

/** Return the state shown by the ticks of an own message. */
export function ticksOf({ waiting, number }: ShownMessage, readByOthers: number): Ticks {
  if (waiting) return waiting.state;
  return number <= readByOthers ? 'read' : 'sent';
}
