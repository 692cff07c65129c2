import { expect, it } from 'vitest';
import { levelOf } from './level';

it.each([
  ['silence', [0, 0, 0, 0], 0],
  ['nothing at all', [], 0],
  ['a quiet voice', [0.02, -0.02, 0.02, -0.02], 0.1],
  ['a shout', [1, -1, 1, -1], 1],
])('%s', (_what, samples, level) => {
  expect(levelOf(samples)).toBeCloseTo(level);
});
