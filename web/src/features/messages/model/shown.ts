/** A message as the conversation shows it: one that the server has, or one that waits in the outbox. */
import type { FileRead, MessageRead } from '@/shared/api/schema';
import type { ShownMessage as Told } from '@/shared/sync/snapshot';

export type Waiting = NonNullable<Told['waiting']>;

/** Of one that waits, `number` is 0. */
export type ShownMessage = MessageRead & { readonly waiting?: Waiting };

/** Somebody who writes in the conversation. */
export interface Author {
  readonly id: string;
  readonly name: string;
  /** Address of the picture. */
  readonly picture: string | undefined;
  /** A school has confirmed that this person works there. */
  readonly isStaff: boolean;
  readonly roles: string;
}

export type Ticks = Waiting['state'] | 'sent' | 'read';

/** Give the message in one piece; the same object for the same message, so that its row is not drawn anew. */
export function inOnePiece({ message, waiting }: Told): ShownMessage {
  return waiting ? { ...message, waiting } : message;
}

/** Give what the ticks of one's own message say. */
export function ticksOf({ waiting, number }: ShownMessage, readByOthers: number): Ticks {
  if (waiting) return waiting.state;
  return number <= readByOthers ? 'read' : 'sent';
}

/** Give the files that are shown as pictures. */
export function picturesOf({ files }: Pick<ShownMessage, 'files'>): readonly FileRead[] {
  return files.filter(({ kind, state }) => kind === 'picture' && state !== 'blocked' && state !== 'failed');
}

/** Give the files that are shown as cards. */
export function otherFilesOf(message: Pick<ShownMessage, 'files'>): readonly FileRead[] {
  const pictures = new Set(picturesOf(message));
  return message.files.filter((file) => !pictures.has(file));
}
