import { expect, it } from 'vitest';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { withLesson } from './week';

const week = weekOf('2026-11-23', [lessonOn('2026-11-23', 1), lessonOn('2026-11-24', 3)]);

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
