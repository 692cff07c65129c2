import type { OfficeBell, OfficeCourse, OfficeTeacher, SlotRead } from '@/shared/api/schema';
import { shortName } from '@/shared/person/person';

/** A row of the weekly timetable: one bell, and its slots by weekday. */
export interface GridRow {
  readonly number: number;
  readonly bell: OfficeBell | undefined;
  readonly cells: readonly (readonly SlotRead[])[];
}

const MIN_ROWS = 6;

/** Arrange slots by bell and weekday; Saturday only if used. `on` is the day for which the timetable applies. */
export function gridOf(
  slots: readonly SlotRead[],
  bells: readonly OfficeBell[],
  on: string,
): { readonly weekdays: readonly number[]; readonly rows: readonly GridRow[] } {
  const current = slots.filter(({ to_on }) => to_on > on);
  const last = Math.max(MIN_ROWS, ...current.map(({ number }) => number));
  const longest = Math.max(last, Math.min(bells.length, last + 1));
  const days = Math.max(5, ...current.map(({ weekday }) => weekday));
  const weekdays = Array.from({ length: days }, (_, day) => day + 1);
  const rows = Array.from({ length: longest }, (_, at) => ({
    number: at + 1,
    bell: bells.find(({ number }) => number === at + 1),
    cells: weekdays.map((weekday) =>
      current.filter((slot) => slot.weekday === weekday && slot.number === at + 1).sort(bySubgroup),
    ),
  }));
  return { weekdays, rows };
}

/** Return the courses of a class, by subject and subgroup. */
export function coursesOf(courses: readonly OfficeCourse[], classId: string): readonly OfficeCourse[] {
  return courses
    .filter(({ class_id }) => class_id === classId)
    .sort((a, b) => a.subject.localeCompare(b.subject, 'ru') || bySubgroup(a, b));
}

/** Return the teachers, sorted by last name. */
export function teachersInOrder(teachers: readonly OfficeTeacher[]): readonly OfficeTeacher[] {
  return [...teachers].sort(
    (a, b) =>
      a.name.last_name.localeCompare(b.name.last_name, 'ru') ||
      shortName(a.name).localeCompare(shortName(b.name), 'ru'),
  );
}

/** Return the label of a course: «Английский язык · 1-я группа». */
export function courseInWords({ subject, subgroup }: Pick<OfficeCourse, 'subject' | 'subgroup'>): string {
  return subgroup ? `${subject} · ${subgroup}` : subject;
}

function bySubgroup(a: { subgroup: string | null }, b: { subgroup: string | null }): number {
  return (a.subgroup ?? '').localeCompare(b.subgroup ?? '', 'ru');
}
