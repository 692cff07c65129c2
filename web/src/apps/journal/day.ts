/** The first page is a day: what is left of today, what is not filled in, what is for the next school day. Pure. */
import type { AnyDay, AnyLesson, AnyWeek } from '@/data/journal/week';

/** Return the lessons of a day, in order. */
export function lessonsOn(week: AnyWeek | undefined, on: string): readonly AnyLesson[] {
  return week?.days.find((day) => day.on === on)?.lessons ?? [];
}

/** Return a teacher's lessons of these weeks that are over, and whose attendance nobody has confirmed; the latest first. */
export function notFilledIn(week: AnyWeek | undefined, now: number): readonly AnyLesson[] {
  const over = (week?.days ?? [])
    .flatMap(({ lessons }): readonly AnyLesson[] => lessons)
    .filter(({ state, ends_at }) => state === 'planned' && Date.parse(ends_at) <= now);
  return over.filter(({ attendance_confirmed_at }) => attendance_confirmed_at === null).toReversed();
}

/** Return the first day after today that has lessons, in these weeks. */
export function nextSchoolDay(weeks: readonly (AnyWeek | undefined)[], today: string): AnyDay | undefined {
  const days = weeks.flatMap((week): readonly AnyDay[] => week?.days ?? []);
  return days.find(({ on, lessons }) => on > today && lessons.some(({ state }) => state === 'planned'));
}

/** Return the lessons of a day with homework. */
export function withHomework(day: AnyDay | undefined): readonly AnyLesson[] {
  return (day?.lessons ?? []).filter(
    ({ homework, state }) => state === 'planned' && (homework.text !== '' || homework.files.length > 0),
  );
}
