import { expect, it } from 'vitest';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { entriesOn, nextSchoolDay, notFilledIn, withHomework } from './day';

const MONDAY = '2026-11-23';
const FRIDAY = '2026-11-27';
const NEXT = '2026-11-30';
const ANNA = { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' };
const IGOR = { last_name: 'Лебедев', first_name: 'Игорь', patronymic: 'Павлович' };
const week = weekOf(MONDAY, [
  { ...lessonOn(MONDAY, 1), attendance_confirmed_at: '2026-11-23T10:00:00Z' },
  lessonOn(MONDAY, 2),
  { ...lessonOn(MONDAY, 3), state: 'cancelled' },
  { ...lessonOn(MONDAY, 4), substitute: IGOR },
  { ...lessonOn(MONDAY, 5), substitute: ANNA },
  lessonOn(FRIDAY, 1),
]);
const after = weekOf(NEXT, [
  lessonOn(NEXT, 1),
  { ...lessonOn(NEXT, 2), homework: { text: '№ 12', files: [] } },
]);

it('finds what is not filled in: over, held by the teacher, not confirmed; the latest first', () => {
  const now = Date.parse('2026-11-24T00:00:00Z');
  expect(notFilledIn([week], ANNA, now).map(({ number }) => number)).toEqual([5, 2]);
  expect(notFilledIn([week], IGOR, now).map(({ number }) => number)).toEqual([4, 2]);
  expect(notFilledIn([], ANNA, now)).toEqual([]);
});

it('finds the next school day also in the week after, and what is for it', () => {
  const day = nextSchoolDay([week, after], FRIDAY);
  expect(day?.on).toBe(NEXT);
  expect(withHomework(day).map(({ homework }) => homework.text)).toEqual(['№ 12']);
  expect(entriesOn([week, after], FRIDAY)).toHaveLength(1);
});
