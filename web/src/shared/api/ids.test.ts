import { expect, it } from 'vitest';
import { newId } from './ids';

it('makes version 7 ids that carry the time', () => {
  const id = newId(Date.UTC(2090, 0, 1));
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2090, 0, 1));
});

it('makes ids that sort in the order of making, also when the clock goes back', () => {
  const made = [newId(9e12), newId(8e12), newId(8e12), newId(9e12)];
  expect([...made].sort()).toEqual(made);
});
