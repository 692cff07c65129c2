import { expect, it } from 'vitest';
import { readPreferences } from './preferences';

it('begins with Enter that sends on a computer and makes a line on a phone', () => {
  expect(readPreferences(null, false).enterSends).toBe(true);
  expect(readPreferences(null, true).enterSends).toBe(false);
});

it.each([
  ['what was chosen', '{"enterSends":false}', false],
  ['the usual for what is broken', '{"enterSends":', true],
  ['the usual for what is of another kind', '{"enterSends":"no"}', true],
  ['the usual for nothing', 'null', true],
])('gives %s', (_what, kept, enterSends) => {
  expect(readPreferences(kept, false).enterSends).toBe(enterSends);
});
