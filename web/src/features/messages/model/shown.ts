/** A message as the conversation shows it: one that the server has, or one that waits in the outbox. */
import type { FileRead, MessageRead } from '@/shared/api/schema';

/** A file on its way. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Share that has arrived, 0–1. */
  readonly progress: number;
}

/** Why a message is not with the server yet. */
export interface Waiting {
  readonly state: 'queued' | 'sending' | 'failed';
  /** The server's code, where it refused. */
  readonly code?: string | undefined;
  readonly uploads: readonly Upload[];
}

export interface ShownMessage extends Omit<MessageRead, 'number' | 'client_id'> {
  readonly client_id: string | null;
  readonly number: number | null;
  readonly waiting?: Waiting;
}

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

export type Ticks = 'queued' | 'sending' | 'failed' | 'sent' | 'read';

/** Give what the ticks of one's own message say. */
export function ticksOf({ waiting, number }: ShownMessage, othersReadNumber: number): Ticks {
  if (waiting) return waiting.state;
  return number !== null && number <= othersReadNumber ? 'read' : 'sent';
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
