/** The rights matrix of a manual chat. */
import type { ChatRights, Level } from '@/shared/api/schema';

export type MatrixRight = keyof ChatRights;

const FROM_OWNER = ['owner', 'admins', 'all'] as const;
const FROM_ADMINS = ['admins', 'all'] as const;

/** The levels that are offered for each right, in the order of the rows. */
const LEVELS: Readonly<Record<MatrixRight, readonly Level[]>> = {
  write: FROM_ADMINS,
  invite: FROM_OWNER,
  change: FROM_OWNER,
  mention_all: FROM_OWNER,
  see_link: FROM_OWNER,
  call: FROM_OWNER,
  promote: FROM_OWNER,
  pin: FROM_ADMINS,
};

/** The rows of the matrix, in order. */
export const RIGHTS_ROWS = Object.entries(LEVELS) as readonly [MatrixRight, readonly Level[]][];
