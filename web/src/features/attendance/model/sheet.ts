import type { AttendanceRead, LessonStudent, AttendanceState, ProposedAttendance } from '@/shared/api/schema';

/** What can be noted of a student, in the order of the keys 1–5. */
export const PRESENCES: readonly AttendanceState[] = ['present', 'late', 'absent', 'ill', 'excused'];

/** How everybody was at the lesson, by the student's id. */
export type Sheet = ReadonlyMap<string, AttendanceRead>;

const FIRST_LATE_MINUTES = 5;
/** Longer than this nobody is late, but absent. */
export const LONGEST_LATE = 240;

/** Begin with what is confirmed, else with what the call proposes, else with everybody present. */
export function beginSheet(
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

/** Note a student's presence; who is late is so by a few minutes until told otherwise. */
export function noted(sheet: Sheet, studentId: string, state: AttendanceState): Sheet {
  const minutes = sheet.get(studentId)?.late_minutes || FIRST_LATE_MINUTES;
  return new Map(sheet).set(studentId, { state, late_minutes: state === 'late' ? minutes : 0 });
}

/** Note by how many minutes a student was late. */
export function lateBy(sheet: Sheet, studentId: string, minutes: number): Sheet {
  const late_minutes = Math.min(Math.max(Math.trunc(minutes) || 1, 1), LONGEST_LATE);
  return new Map(sheet).set(studentId, { state: 'late', late_minutes });
}

/** Count how many were there, on time or late. */
export function thereCount(sheet: Sheet): number {
  return [...sheet.values()].filter(({ state }) => state === 'present' || state === 'late').length;
}

/** Tell whether two sheets say the same. */
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

/** Where the letters of the paper journal lie on a Russian keyboard, whatever layout is on. */
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

/** Give what a pressed key notes: a digit, or the letter of the paper journal. */
export function presenceByKey(pressed: Pressed): AttendanceState | undefined {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey) return undefined;
  return BY_DIGIT[pressed.key] ?? BY_PLACE[pressed.code];
}
