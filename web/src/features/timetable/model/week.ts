import { type AnyDay, type AnyWeek, entriesOf } from '@/data/journal/week';
import { weekdayOf } from '@/shared/school/days';

/** Return the shown days of a week: weekends only with lessons, or if today. */
export function shownDays({ days }: Pick<AnyWeek, 'days'>): readonly AnyDay[] {
  return days.filter((day) => weekdayOf(day.on) < 6 || entriesOf(day).length > 0 || day.is_today);
}

/** Return the day shown on a phone: the requested one, else the nearest. */
export function dayOf({ days }: Pick<AnyWeek, 'days'>, on: string): AnyDay | undefined {
  return days.find((day) => day.on === on) ?? days.findLast((day) => day.on <= on) ?? days[0];
}

/** Return the step of a swipe by these pixels: a day forward, a day back, or none. */
export function swipeOf(across: number, down: number): 1 | 0 | -1 {
  if (Math.abs(across) < 56 || Math.abs(across) < 2 * Math.abs(down)) return 0;
  return across < 0 ? 1 : -1;
}
