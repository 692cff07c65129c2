import { expect, it } from 'vitest';
import { day } from '../school/days';
import { mark, oneOf, ordinal, searchBy, text } from './search';

const read = searchBy({ name: text, on: day, message: ordinal, about: mark, view: oneOf('kept', 'week') });

it('reads what the rules know, and leaves the rest', () => {
  const given = { name: 77, on: '2026-11-23', message: 5, about: 1, view: 'week', utm: 'x' };
  expect(read(given)).toEqual({ name: '77', on: '2026-11-23', message: 5, about: true, view: 'week' });
});

it('names each refused value, so that the router does not keep it', () => {
  const refused = { name: [], on: '2026-13-01', message: '5', about: 'yes', view: 'all' };
  expect(Object.entries(read(refused))).toEqual(Object.keys(refused).map((name) => [name, undefined]));
});
