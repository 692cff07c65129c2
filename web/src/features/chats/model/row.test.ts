import { expect, it } from 'vitest';
import { neighbourOf } from './row';

it('goes to the neighbour, and from nowhere to an end', () => {
  expect(neighbourOf(['a', 'b'], 'a', 1)).toBe('b');
  expect(neighbourOf(['a', 'b'], 'a', -1)).toBeUndefined();
  expect(neighbourOf(['a', 'b'], undefined, 1)).toBe('a');
  expect(neighbourOf(['a', 'b'], undefined, -1)).toBe('b');
});
