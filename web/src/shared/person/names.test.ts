import { expect, it } from 'vitest';
import { nameProblem, tidyName } from './names';

it.each([
  ['Иванова', undefined],
  ['Салтыкова-Щедрина', undefined],
  ["О'Нил", undefined],
  ['Ким Ён', undefined],
  ['  ', 'missing'],
  ['4Б', 'not_a_name'],
  ['Анна!', 'not_a_name'],
  ['-', 'not_a_name'],
  ['Иванoва', 'not_a_name'], // with a Latin «o»
  ['Ы'.repeat(61), 'too_long'],
])('finds the name «%s» %s', (name, problem) => {
  expect(nameProblem(name)).toBe(problem);
});

it('does not insist on a patronymic, and tidies spaces', () => {
  expect(nameProblem('', false)).toBeUndefined();
  expect(tidyName('  Анна   Мария ')).toBe('Анна Мария');
});
