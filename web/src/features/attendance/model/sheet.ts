import type { AttendanceRead, AttendanceState, LessonStudent, ProposedAttendance } from '@/shared/api/schema';

/** The attendance states, in the order of the keys 1–5. */
export const STATES: readonly AttendanceState[] = ['present', 'late', 'absent', 'ill', 'excused'];

/** The attendance of a lesson, by student id. */
export type Sheet = ReadonlyMap<string, AttendanceRead>;

const FIRST_LATE_MINUTES = 5;
/** Beyond this a student counts as absent. */
export const MAX_LATE_MINUTES = 240;

/** Start with the confirmed attendance, else with the proposal, else with everybody present. */
export function createSheet(
  students: readonly LessonStudent[],
  proposal: readonly ProposedAttendance[],
): Sheet {
  const proposed = new Map(proposal.map((line) => [line.student_id, line]));
  return new Map(
    students.map(({ id, attendance }) => {
      const { state, late_minutes } = attendance ?? proposed.get(id) ?? { state: 'present', late_minutes: 0 };
      return [id, { state, late_minutes }];
    }),
  );
}

/** Return the sheet with what was noted on it. */
export function withNotes(sheet: Sheet, notes: Sheet): Sheet {
  return new Map([...sheet].map(([id, mark]) => [id, notes.get(id) ?? mark]));
}

/** Return what was noted since `sent` was sent. */
export function notedSince(notes: Sheet, sent: Sheet): Sheet {
  return new Map([...notes].filter(([id, mark]) => sent.get(id) !== mark));
}

/** Set a student's state; a late student gets a default number of minutes. */
export function withState(sheet: Sheet, studentId: string, state: AttendanceState): Sheet {
  const minutes = sheet.get(studentId)?.late_minutes || FIRST_LATE_MINUTES;
  return new Map(sheet).set(studentId, { state, late_minutes: state === 'late' ? minutes : 0 });
}

/** Set by how many minutes a student was late. */
export function withLateMinutes(sheet: Sheet, studentId: string, minutes: number): Sheet {
  const late_minutes = Math.min(Math.max(Math.trunc(minutes) || 1, 1), MAX_LATE_MINUTES);
  return new Map(sheet).set(studentId, { state: 'late', late_minutes });
}

/** Count the students who were present, on time or late. */
export function presentCount(sheet: Sheet): number {
  return [...sheet.values()].filter(({ state }) => state === 'present' || state === 'late').length;
}

/** True if two sheets are equal. */
export function sameSheet(one: Sheet, other: Sheet): boolean {
  return (
    one.size === other.size &&
    [...one].every(([id, { state, late_minutes }]) => {
      const there = other.get(id);
      return there?.state === state && there.late_minutes === late_minutes;
    })
  );
}

const BY_DIGIT: Readonly<Record<string, AttendanceState>> = {
  '1': 'present',
  '2': 'late',
  '3': 'absent',
  '4': 'ill',
  '5': 'excused',
};

/** The keys of the paper journal's letters on a Russian keyboard, for any active layout. */
const BY_PLACE: Readonly<Record<string, AttendanceState>> = {
  KeyG: 'present',
  KeyJ: 'late',
  KeyY: 'absent',
  Comma: 'ill',
  KeyE: 'excused',
};

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Return the state of a pressed key: a digit, or a letter of the paper journal. */
export function stateByKey(pressed: Pressed): AttendanceState | undefined {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return undefined;
  return BY_DIGIT[pressed.key] ?? BY_PLACE[pressed.code];
}
