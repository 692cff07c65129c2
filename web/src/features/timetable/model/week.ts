import type { Day, DiaryDay, DiaryLesson, DiaryWeek, LessonRead, Week } from '@/shared/api/schema';
import { weekdayOf } from '@/shared/school/days';

/** A week of lessons, or of a diary. */
export type AnyWeek = Week | DiaryWeek;
export type AnyDay = Day | DiaryDay;
/** A lesson; in a diary with the student's attendance. */
export type AnyLesson = LessonRead & Partial<DiaryLesson>;

/** Return the shown days of a week: weekends only with lessons, or if today. */
export function shownDays({ days }: Pick<AnyWeek, 'days'>): readonly AnyDay[] {
  return days.filter(({ on, is_today, lessons }) => weekdayOf(on) < 6 || lessons.length > 0 || is_today);
}

/** Return the day shown on a phone: the requested one, else the nearest. */
export function dayOf({ days }: Pick<AnyWeek, 'days'>, on: string): AnyDay | undefined {
  return days.find((day) => day.on === on) ?? days.findLast((day) => day.on <= on) ?? days[0];
}

/**
 * Return the week with an updated lesson; `undefined` where only the server knows the result: the lesson may be
 * new here, have left the day, or have data of a student's own.
 */
export function withLesson<W extends AnyWeek>(week: W, lesson: LessonRead): W | undefined {
  const known = week.days.flatMap(({ lessons }) => lessons).find(({ id }) => id === lesson.id);
  if (!known) return touches(week, lesson) ? undefined : week;
  if (
    known.on !== lesson.on ||
    known.number !== lesson.number ||
    known.attendance_confirmed_at !== lesson.attendance_confirmed_at ||
    taughtBy(known) !== taughtBy(lesson)
  )
    return undefined;
  return { ...week, days: week.days.map((day) => ({ ...day, lessons: replaced(day.lessons, lesson) })) };
}

function touches({ from_on, to_on }: AnyWeek, { on, moved_from }: LessonRead): boolean {
  const days = moved_from ? [on, moved_from.on] : [on];
  return days.some((day) => day >= from_on && day < to_on);
}

/** The teacher decides in whose week the lesson is. */
function taughtBy({ substitute, teachers }: LessonRead): string {
  return JSON.stringify([substitute, teachers]);
}

function replaced<L extends LessonRead>(lessons: readonly L[], lesson: LessonRead): L[] {
  return lessons.map((each) => (each.id === lesson.id ? { ...each, ...lesson } : each));
}

/** Return the step of a swipe by these pixels: a day forward, a day back, or none. */
export function swipeOf(across: number, down: number): 1 | 0 | -1 {
  if (Math.abs(across) < 56 || Math.abs(across) < 2 * Math.abs(down)) return 0;
  return across < 0 ? 1 : -1;
}
