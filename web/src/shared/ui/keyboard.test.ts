import { expect, it } from 'vitest';
import { stopAfter } from './keyboard';

it.each([
  ['ArrowDown', 0, 1],
  ['ArrowDown', 2, 2],
  ['ArrowUp', 1, 0],
  ['ArrowUp', 0, 0],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['ArrowDown', -1, 0],
  ['a', 1, undefined],
])('%s from stop %i of three leads to %s', (key, at, next) => {
  expect(stopAfter(key, at, 3)).toBe(next);
});

it('goes nowhere in an empty list', () => {
  expect(stopAfter('End', -1, 0)).toBeUndefined();
});
