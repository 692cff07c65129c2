/** The matrix «Доступы участников». Pure. */

import { isStaff, presentOf, RIGHTS, type Right, type Roster } from '@/data/call/roster';
import type { ParticipantRead } from '@/shared/api/schema';

/** One cell of the matrix: a person's exception for a right. */
export type Exception = 'usual' | 'allowed' | 'forbidden';

export interface MatrixRow {
  readonly participant: ParticipantRead;
  readonly cells: Readonly<Record<Right, Exception>>;
}

/** Return the rows of participants who are not staff: staff has every right. */
export function matrixOf(roster: Roster): readonly MatrixRow[] {
  return presentOf(roster)
    .filter((participant) => !isStaff(participant))
    .map((participant) => ({
      participant,
      cells: Object.fromEntries(RIGHTS.map((right) => [right, exceptionOf(participant, right)])) as Record<
        Right,
        Exception
      >,
    }));
}

/** Return the next value of a pressed cell: an exception, then none. */
export function pressed(exception: Exception, usual: boolean): boolean | null {
  if (exception !== 'usual') return null;
  return !usual;
}

/** True if this person has exceptions. */
export function hasExceptions({ exceptions }: ParticipantRead): boolean {
  return Object.keys(exceptions).length > 0;
}

function exceptionOf({ exceptions }: ParticipantRead, right: Right): Exception {
  const exception = exceptions[right];
  if (exception === undefined) return 'usual';
  return exception ? 'allowed' : 'forbidden';
}
