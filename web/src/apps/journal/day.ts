/** The first page is a day: what is left of today, what is not filled in, what is for the next school day. Pure. */
import { type AnyDay, type AnyLesson, type AnyWeek, type Entry, entriesOf } from '@/data/journal/week';
import type { PersonName } from '@/shared/api/schema';
import { isHeldBy } from '@/shared/school/lesson';

/** Return what stands on a day in these weeks, in order. */
export function entriesOn(weeks: readonly AnyWeek[], on: string): readonly Entry[] {
  const found = daysOf(weeks).find((day) => day.on === on);
  return found ? entriesOf(found) : [];
}

/**
 * Return the lessons of these weeks of a teacher that are over, and whose attendance nobody has confirmed, the latest
 * first; without those that a substitute has held.
 */
export function notFilledIn(
  weeks: readonly AnyWeek[],
  teacher: PersonName,
  now: number,
): readonly AnyLesson[] {
  const isOver = ({ state, ends_at }: AnyLesson) => state === 'planned' && Date.parse(ends_at) <= now;
  return daysOf(weeks)
    .flatMap(({ lessons }): readonly AnyLesson[] => lessons)
    .filter((one) => isOver(one) && one.attendance_confirmed_at === null && isHeldBy(one, teacher))
    .toReversed();
}

/** Return the first day after today that has lessons, in these weeks. */
export function nextSchoolDay(weeks: readonly AnyWeek[], today: string): AnyDay | undefined {
  const hasLessons = ({ lessons }: AnyDay) => lessons.some(({ state }) => state === 'planned');
  return daysOf(weeks).find((day) => day.on > today && hasLessons(day));
}

/** Return the lessons of a day with homework. */
export function withHomework(day: AnyDay | undefined): readonly AnyLesson[] {
  return (day?.lessons ?? []).filter(
    ({ homework, state }) => state === 'planned' && (homework.text !== '' || homework.files.length > 0),
  );
}

function daysOf(weeks: readonly AnyWeek[]): readonly AnyDay[] {
  return weeks.flatMap(({ days }): readonly AnyDay[] => days);
}
