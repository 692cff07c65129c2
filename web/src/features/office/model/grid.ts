import type { OfficeBell, OfficeCourse, OfficeTeacher, SlotRead } from '@/shared/api/schema';
import { shortName } from '@/shared/i18n/names';

/** A row of the week: one bell, and what is taught then on each weekday. */
export interface GridRow {
  readonly number: number;
  readonly bell: OfficeBell | undefined;
  readonly cells: readonly (readonly SlotRead[])[];
}

const FEWEST_ROWS = 6;

/** Lay slots out by bell and weekday; Saturday only where it is used. `on`: the day whose timetable it is. */
export function gridOf(
  slots: readonly SlotRead[],
  bells: readonly OfficeBell[],
  on: string,
): { readonly weekdays: readonly number[]; readonly rows: readonly GridRow[] } {
  const kept = slots.filter(({ to_on }) => to_on > on);
  const last = Math.max(FEWEST_ROWS, ...kept.map(({ number }) => number));
  const longest = Math.max(last, Math.min(bells.length, last + 1));
  const days = Math.max(5, ...kept.map(({ weekday }) => weekday));
  const weekdays = Array.from({ length: days }, (_, day) => day + 1);
  const rows = Array.from({ length: longest }, (_, at) => ({
    number: at + 1,
    bell: bells.find(({ number }) => number === at + 1),
    cells: weekdays.map((weekday) =>
      kept.filter((slot) => slot.weekday === weekday && slot.number === at + 1).sort(bySubgroup),
    ),
  }));
  return { weekdays, rows };
}

/** Give the courses of a class, by subject and subgroup. */
export function coursesOf(courses: readonly OfficeCourse[], classId: string): readonly OfficeCourse[] {
  return courses
    .filter(({ class_id }) => class_id === classId)
    .sort((a, b) => a.subject.localeCompare(b.subject, 'ru') || bySubgroup(a, b));
}

/** Give the teachers by last name. */
export function teachersInOrder(teachers: readonly OfficeTeacher[]): readonly OfficeTeacher[] {
  return [...teachers].sort(
    (a, b) =>
      a.name.last_name.localeCompare(b.name.last_name, 'ru') ||
      shortName(a.name).localeCompare(shortName(b.name), 'ru'),
  );
}

/** Name a course as a form offers it: «Английский язык · 1-я группа». */
export function courseInWords({ subject, subgroup }: Pick<OfficeCourse, 'subject' | 'subgroup'>): string {
  return subgroup ? `${subject} · ${subgroup}` : subject;
}

function bySubgroup(a: { subgroup: string | null }, b: { subgroup: string | null }): number {
  return (a.subgroup ?? '').localeCompare(b.subgroup ?? '', 'ru');
}
