import { expect, it } from 'vitest';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { entriesOf, numberOf, withLesson } from './week';

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

it('changes what a day says of a lesson that was moved away, without asking', () => {
  const moved = { ...lessonOn('2026-11-25', 4), moved_from: { on: '2026-11-23', number: 2 } };
  const before = weekOf('2026-11-23', [moved]);
  const after = withLesson(before, { ...moved, topic: 'Дроби' });
  expect(after?.days[0]?.moved_away[0]?.topic).toBe('Дроби');
  expect(withLesson(before, { ...moved, on: '2026-11-23', number: 2, moved_from: null })).toBeUndefined();
});

it('puts what was moved away between the lessons of the day, by its former number', () => {
  const away = { ...lessonOn('2026-12-02', 7), moved_from: { on: '2026-11-23', number: 2 } };
  const [day] = weekOf('2026-11-23', [lessonOn('2026-11-23', 1), lessonOn('2026-11-23', 3), away]).days;
  const entries = day ? entriesOf(day) : [];
  expect(entries.map((one) => [numberOf(one), one.isMovedAway])).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ]);
});
