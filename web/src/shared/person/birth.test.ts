import { expect, it } from 'vitest';
import { dateProblem, isoDate, typedDate } from './birth';

const TODAY = '2026-11-23';

it.each([
  ['', '', '', 'incomplete'],
  ['5', '', '2014', 'incomplete'],
  ['5', '3', '201', 'incomplete'],
  ['31', '2', '2014', 'impossible'],
  ['29', '2', '2013', 'impossible'],
  ['0', '3', '2013', 'impossible'],
  ['24', '11', '2026', 'future'],
  ['1', '1', '2024', 'too_young'],
  ['5', '3', '1899', 'too_long_ago'],
  ['29', '2', '2012', undefined],
  ['5', '3', '2014', undefined],
  ['23', '11', '2021', undefined],
])('finds %s.%s.%s to be %s', (day, month, year, problem) => {
  expect(dateProblem({ day, month, year }, TODAY)).toBe(problem);
});

it('takes a date apart and puts it together', () => {
  expect(typedDate('2014-03-05')).toEqual({ day: '5', month: '3', year: '2014' });
  expect(isoDate(typedDate('2014-03-05'))).toBe('2014-03-05');
  expect(typedDate('')).toEqual({ day: '', month: '', year: '' });
});
