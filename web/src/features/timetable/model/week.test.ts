import { expect, it } from 'vitest';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { dayOf, shownDays, swipeOf } from './week';

const week = weekOf('2026-11-23', [lessonOn('2026-11-23', 1), lessonOn('2026-11-24', 3)]);

it('leaves weekends out unless something is on', () => {
  expect(shownDays(week).map(({ on }) => on.slice(-2))).toEqual(['23', '24', '25', '26', '27']);
  const withSaturday = weekOf('2026-11-23', [lessonOn('2026-11-28', 1)]);
  expect(shownDays(withSaturday).map(({ on }) => on.slice(-2))).toContain('28');
});

it('shows the asked day, and the last one before a day that there is not', () => {
  expect(dayOf(week, '2026-11-24')?.on).toBe('2026-11-24');
  expect(dayOf({ days: week.days.slice(0, 5) }, '2026-11-29')?.on).toBe('2026-11-27');
});

it.each([
  [-80, 10, 1],
  [80, -10, -1],
  [-40, 0, 0],
  [-80, 60, 0],
])('a swipe by %i and %i leads %i', (across, down, days) => {
  expect(swipeOf(across, down)).toBe(days);
});
