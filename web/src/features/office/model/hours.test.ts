import { expect, it } from 'vitest';
import type { OfficeHour } from '@/shared/api/schema';
import { freeNumber, hourChoices } from './hours';

const bells = [1, 2, 3].map((number) => ({
  number,
  starts_at: `0${7 + number}:30:00`,
  ends_at: `0${7 + number}:59:00`,
}));
const hour = (number: number, ...conflicts: OfficeHour['conflicts']): OfficeHour => ({
  number,
  conflicts,
  busy_teachers: [],
  busy_classrooms: [],
});
const HOURS = [hour(1, 'class_busy'), hour(2), hour(3, 'teacher_busy')];

it('offers free hours first, and all alike while nothing is known', () => {
  expect(hourChoices(bells, HOURS).map(({ number }) => number)).toEqual([2, 1, 3]);
  expect(hourChoices(bells, undefined).map(({ number }) => number)).toEqual([1, 2, 3]);
});

it('takes the first free hour where the wanted one is busy', () => {
  expect(freeNumber(HOURS, 2)).toBe(2);
  expect(freeNumber(HOURS, 3)).toBe(2);
  expect(freeNumber([hour(1, 'class_busy')], 1)).toBe(1);
  expect(freeNumber(undefined, 3)).toBe(3);
});
