import { expect, it } from 'vitest';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { dayOf, shownDays, swipeOf, withLesson } from './week';

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

it('puts a told lesson in its place and leaves all else as it is', () => {
  const told = { ...lessonOn('2026-11-24', 3), topic: 'Дроби' };
  const after = withLesson(week, told);
  expect(after?.days[1]?.lessons[0]?.topic).toBe('Дроби');
  expect(after?.days[0]).toEqual(week.days[0]);
});

it.each([
  ['moves to another day', { on: '2026-11-25' }],
  ['moves to another hour', { number: 5 }],
  ['has its attendance confirmed', { attendance_confirmed_at: '2026-11-24T09:00:00Z' }],
  [
    'gets a substitute',
    { substitute: { last_name: 'Лебедев', first_name: 'Игорь', patronymic: 'Павлович' } },
  ],
])('asks anew when a lesson %s', (_, change) => {
  expect(withLesson(week, { ...lessonOn('2026-11-24', 3), ...change })).toBeUndefined();
});

it('asks for a lesson that appears in the week, and lets those of other weeks pass', () => {
  expect(withLesson(week, { ...lessonOn('2026-11-25', 2), id: 'extra' })).toBeUndefined();
  expect(withLesson(week, { ...lessonOn('2026-12-02', 2), id: 'later' })).toBe(week);
});

it.each([
  [-80, 10, 1],
  [80, -10, -1],
  [-40, 0, 0],
  [-80, 60, 0],
])('a swipe by %i and %i leads %i', (across, down, days) => {
  expect(swipeOf(across, down)).toBe(days);
});
