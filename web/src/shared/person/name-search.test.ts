import { expect, it } from 'vitest';
import cases from '../text/cases.json';
import { namedOf, peopleNamed } from './name-search';
import type { Person, Role } from './person';

const PEOPLE = Object.entries(cases.people).map(([key, { role, ...name }]) => ({
  key,
  person: { name, badges: [{ role: role as Role['role'], school: '', detail: '' }] } satisfies Person,
}));

it.each(cases.found as [string, string[]][])('«%s» finds %j', (query, keys) => {
  expect(namedOf(PEOPLE, query, ({ person }) => person).map(({ key }) => key)).toEqual(keys);
});

it('finds everybody without a query', () => {
  const people = PEOPLE.map(({ person }) => person);
  expect(peopleNamed(people, ' !')).toBe(people);
});
