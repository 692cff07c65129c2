/** The matrix «Доступы участников». Pure. */
import type { ParticipantRead } from '@/shared/api/schema';
import { isStaff, presentOf, RIGHTS, type Right, type Roster } from './roster';

/** What one cell of the matrix says of a person and a right. */
export type Exception = 'usual' | 'allowed' | 'forbidden';

export interface MatrixRow {
  readonly participant: ParticipantRead;
  readonly cells: Readonly<Record<Right, Exception>>;
}

/** Give the rows of those who do not lead: whoever leads has every right. */
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

/** Give what comes after pressing a cell: the other than usual, then back to the usual. */
export function pressed(exception: Exception, usual: boolean): boolean | null {
  if (exception !== 'usual') return null;
  return !usual;
}

/** Tell whether what holds for this person differs from what holds for all. */
export function hasExceptions({ exceptions }: ParticipantRead): boolean {
  return Object.keys(exceptions).length > 0;
}

function exceptionOf({ exceptions }: ParticipantRead, right: Right): Exception {
  const exception = exceptions[right];
  if (exception === undefined) return 'usual';
  return exception ? 'allowed' : 'forbidden';
}
