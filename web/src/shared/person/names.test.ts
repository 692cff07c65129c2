import { expect, it } from 'vitest';
import cases from '../text/cases.json';
import { guestNameProblem, nameProblem, tidyName } from './names';

const REFUSED = ['not_a_name', 'mixed_scripts'];

it.each(cases.names.filter(([typed]) => tidyName(typed ?? '') !== ''))(
  'judges «%s» as the server does: %s',
  (typed = '', result = '') => {
    const problem = nameProblem(typed);
    if (REFUSED.includes(result)) expect(problem?.kind).toBe(result);
    else {
      expect(problem).toBeUndefined();
      expect(tidyName(typed)).toBe(result);
    }
  },
);

it.each([
  ['  ', 'missing'],
  ['\u200b', 'missing'],
  ['Ы'.repeat(61), 'too_long'],
])('finds «%s» %s', (name, kind) => {
  expect(nameProblem(name)).toEqual({ kind });
});

it('tells which letter is of another alphabet', () => {
  expect(nameProblem('Иванoва')).toEqual({ kind: 'mixed_scripts', letter: 'o', script: 'latin' });
  expect(nameProblem('Johп')).toEqual({ kind: 'mixed_scripts', letter: 'п', script: 'cyrillic' });
});

it.each([
  ['Анна Smith, мама Миши', undefined],
  ['42', { kind: 'missing' }],
  ['Аннa Сергеевна', { kind: 'mixed_scripts', letter: 'a', script: 'latin' }],
])('finds of the guest «%s» %j', (name, problem) => {
  expect(guestNameProblem(name)).toEqual(problem);
});

it('does not insist on a patronymic, and tidies spaces', () => {
  expect(nameProblem('', false)).toBeUndefined();
  expect(tidyName('  Анна   Мария ')).toBe('Анна Мария');
});
