import { expect, it } from 'vitest';
import { clock, secondsLeft } from './countdown';

it.each([
  [60, 0, 60],
  [60, 400, 60],
  [60, 1000, 59],
  [60, 59_900, 1],
  [60, 60_000, 0],
  [60, 90_000, 0],
  [0, 0, 0],
  [null, 0, 0],
])('of a wait of %s s, %i ms later %i s are left', (wait, later, left) => {
  expect(secondsLeft(wait, 5000, 5000 + later)).toBe(left);
});

it.each([
  [0, '0:00'],
  [42, '0:42'],
  [125, '2:05'],
])('writes %i s as «%s»', (seconds, shown) => {
  expect(clock(seconds)).toBe(shown);
});
