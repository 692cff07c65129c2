import type { Day, DiaryDay, DiaryLesson, DiaryWeek, LessonRead, Week } from '@/shared/api/schema';
import { weekdayOf } from '@/shared/school/days';

/** A week of lessons, or of a diary. */
export type AnyWeek = Week | DiaryWeek;
export type AnyDay = Day | DiaryDay;
/** A lesson; in a diary it tells how one was there. */
export type AnyLesson = LessonRead & Partial<DiaryLesson>;

/** Give the days of a week that are worth a column: weekends only with lessons, or when it is one. */
export function shownDays({ days }: Pick<AnyWeek, 'days'>): readonly AnyDay[] {
  return days.filter(({ on, is_today, lessons }) => weekdayOf(on) < 6 || lessons.length > 0 || is_today);
}

/** Give the day of the week that a phone shows: the asked one, else the nearest that there is. */
export function dayOf({ days }: Pick<AnyWeek, 'days'>, on: string): AnyDay | undefined {
  return days.find((day) => day.on === on) ?? days.findLast((day) => day.on <= on) ?? days[0];
}

/**
 * Give the week with a lesson as it was just told; `undefined` where only the server knows what follows from it: it
 * may be new here, have left the day, or come with something of a student's own.
 */
export function withLesson<W extends AnyWeek>(week: W, told: LessonRead): W | undefined {
  const known = week.days.flatMap(({ lessons }) => lessons).find(({ id }) => id === told.id);
  if (!known) return touches(week, told) ? undefined : week;
  if (
    known.on !== told.on ||
    known.number !== told.number ||
    known.attendance_confirmed_at !== told.attendance_confirmed_at ||
    taughtBy(known) !== taughtBy(told)
  )
    return undefined;
  return { ...week, days: week.days.map((day) => ({ ...day, lessons: replaced(day.lessons, told) })) };
}

function touches({ from_on, to_on }: AnyWeek, { on, moved_from }: LessonRead): boolean {
  const days = moved_from ? [on, moved_from.on] : [on];
  return days.some((day) => day >= from_on && day < to_on);
}

/** Who teaches decides whose week it stands in. */
function taughtBy({ substitute, teachers }: LessonRead): string {
  return JSON.stringify([substitute, teachers]);
}

function replaced<L extends LessonRead>(lessons: readonly L[], told: LessonRead): L[] {
  return lessons.map((lesson) => (lesson.id === told.id ? { ...lesson, ...told } : lesson));
}

/** Give where a swipe by these pixels leads: a day on, a day back, or nowhere. */
export function swipeOf(across: number, down: number): 1 | 0 | -1 {
  if (Math.abs(across) < 56 || Math.abs(across) < 2 * Math.abs(down)) return 0;
  return across < 0 ? 1 : -1;
}
