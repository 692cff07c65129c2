import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexOf, linesOf, type Place, placeAfter, type ShownPin } from './pins';

const pin = (number: number): ShownPin => ({
  messageId: `message-${number}`,
  number,
  author: 'Анна Сергеевна',
  words: `${number}`,
  pinnedBy: 'Анна Сергеевна',
  pinnedAt: '2026-11-23T09:00:00Z',
});
const three = [pin(9), pin(5), pin(2)];

it('goes from the newest to the oldest, and begins again', () => {
  let place: Place | undefined;
  const shown = [0, 1, 2, 3].map(() => {
    const index = indexOf(three, place);
    place = placeAfter(three, index);
    return three[index]?.number;
  });
  expect(shown).toEqual([9, 5, 2, 9]);
});

it('shows a new pin at once, and the newest where the shown one was unpinned', () => {
  const place = placeAfter(three, 0);
  expect(indexOf(three, place)).toBe(1);
  expect(indexOf([pin(12), ...three], place)).toBe(0);
  expect(indexOf([pin(9), pin(2)], place)).toBe(0);
  expect(placeAfter([], 0)).toBeUndefined();
});

it.each([
  [1, 0, { count: 1, current: 0 }],
  [3, 0, { count: 3, current: 2 }],
  [3, 2, { count: 3, current: 0 }],
  [9, 0, { count: 4, current: 3 }],
  [9, 4, { count: 4, current: 2 }],
  [9, 8, { count: 4, current: 0 }],
])('of %i pins number %i has the lines %j', (count, index, lines) => {
  expect(linesOf(count, index)).toEqual(lines);
});

it('always has the line of the shown pin', () => {
  const places = fc
    .integer({ min: 1, max: 100 })
    .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 0, max: count - 1 })));
  fc.assert(
    fc.property(places, ([count, index]) => {
      const lines = linesOf(count, index);
      expect(lines.count).toBe(Math.min(4, count));
      expect(lines.current).toBeGreaterThanOrEqual(0);
      expect(lines.current).toBeLessThan(lines.count);
    }),
  );
});
