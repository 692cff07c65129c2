import { expect, it } from 'vitest';
import { EMOJI } from './emoji';

const all = EMOJI.flatMap(({ emoji }) => emoji);

it('offers every emoji once', () => {
  expect(new Set(all).size).toBe(all.length);
});

it('offers nothing but emoji', () => {
  expect(all.filter((emoji) => !/^\p{Extended_Pictographic}/u.test(emoji))).toEqual([]);
});
