import { expect, it } from 'vitest';
import { addressed, bySubject, namesInLine, partsOf } from './parts';

const course = (title: string, class_title: string, subgroup: string | null = null) => ({
  id: `${title} ${class_title} ${subgroup}`,
  title,
  class_id: class_title,
  class_title,
  subgroup,
  students: 25,
});

it('puts classes in the order of a school and subjects by the alphabet', () => {
  const shown = bySubject([
    course('Физика', '10А'),
    course('Алгебра', '10Б'),
    course('Алгебра', '7Б', '2'),
    course('Алгебра', '7Б', '1'),
    course('Алгебра', '5А'),
  ]);
  expect(shown.map(({ title }) => title)).toEqual(['Алгебра', 'Физика']);
  expect(
    shown[0]?.courses.map(({ class_title, subgroup }) => `${class_title} ${subgroup ?? ''}`.trim()),
  ).toEqual(['5А', '7Б 1', '7Б 2', '10Б']);
});

it('gives who is a teacher and a guardian both parts, the teacher first', () => {
  const home = {
    student: null,
    guardian: { children: [] },
    teacher: { homeroom_classes: [], courses: [] },
    employee: null,
    administrator: null,
  };
  expect(partsOf(home)).toEqual(['teacher', 'guardian']);
});

it('names teachers in one line', () => {
  const anna = { last_name: 'Иванова', first_name: 'Анна', patronymic: 'Сергеевна' };
  const pavel = { last_name: 'Ли', first_name: 'Павел', patronymic: null };
  expect(namesInLine([anna, pavel])).toBe('Иванова Анна Сергеевна, Ли Павел');
});

it.each([
  ['student', 'Сергеевна', 'Анна'],
  ['teacher', 'Сергеевна', 'Анна Сергеевна'],
  ['guardian', null, 'Анна'],
] as const)('addresses a %s with the patronymic %s as «%s»', (role, patronymic, words) => {
  expect(addressed({ name: { last_name: 'Иванова', first_name: 'Анна', patronymic }, roles: [role] })).toBe(
    words,
  );
});
