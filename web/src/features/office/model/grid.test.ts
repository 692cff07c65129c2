import { expect, it } from 'vitest';
import type { SlotRead } from '@/shared/api/schema';
import { coursesOf, gridOf } from './grid';

const bells = Array.from({ length: 8 }, (_, at) => ({
  number: at + 1,
  starts_at: `0${8 + at}:30:00`,
  ends_at: `0${8 + at}:59:00`,
}));

function slot(weekday: number, number: number, more: Partial<SlotRead> = {}): SlotRead {
  return {
    id: `${weekday} ${number} ${more.subgroup ?? ''}`,
    course_id: 'algebra',
    subject: 'Алгебра',
    subgroup: null,
    teachers: [],
    weekday,
    number,
    weeks: 'every',
    classroom_id: null,
    classroom: null,
    from_on: '2026-09-01',
    to_on: '2027-09-01',
    ...more,
  };
}

it('lays slots out by bell and weekday, halves of a class together', () => {
  const halves = [slot(2, 3, { subgroup: 'группа 2' }), slot(2, 3, { subgroup: 'группа 1' })];
  const { weekdays, rows } = gridOf([...halves, slot(5, 7)], bells, '2026-11-23');
  expect(weekdays).toEqual([1, 2, 3, 4, 5]);
  expect(rows[2]?.cells[1]?.map(({ subgroup }) => subgroup)).toEqual(['группа 1', 'группа 2']);
  expect(rows).toHaveLength(8);
  expect(rows[6]?.bell?.number).toBe(7);
});

it('has a Saturday only where it is used, and leaves out what is over', () => {
  expect(gridOf([slot(6, 1)], bells, '2026-11-23').weekdays).toContain(6);
  const over = gridOf([slot(6, 1, { to_on: '2026-11-01' })], bells, '2026-11-23');
  expect(over.weekdays).not.toContain(6);
});

it('offers the courses of the class by subject and subgroup', () => {
  const course = (subject: string, subgroup: string | null, class_id = '7b') => ({
    id: `${subject} ${subgroup}`,
    class_id,
    subject,
    subgroup,
    teachers: [],
  });
  const courses = [
    course('Физика', null),
    course('Алгебра', 'группа 2'),
    course('Алгебра', 'группа 1'),
    course('Химия', null, '8a'),
  ];
  expect(coursesOf(courses, '7b').map(({ id }) => id)).toEqual([
    'Алгебра группа 1',
    'Алгебра группа 2',
    'Физика null',
  ]);
});
