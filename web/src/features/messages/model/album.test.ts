import fc from 'fast-check';
import { expect, it } from 'vitest';
import { albumOf } from './album';

const wide = { width: 1600, height: 900 };
const tall = { width: 900, height: 1600 };

it.each([
  [1, [1]],
  [2, [2]],
  [3, [3]],
  [4, [2, 2]],
  [5, [2, 3]],
  [7, [2, 2, 3]],
  [10, [2, 2, 3, 3]],
])('%i pictures stand in rows of %j', (count, rows) => {
  const album = albumOf(Array.from({ length: count }, () => wide));
  expect(album.map(({ widths }) => widths.length)).toEqual(rows);
});

it('gives a wide picture more room than a tall one beside it', () => {
  const [row] = albumOf([wide, tall]);
  expect(row?.widths[0]).toBeGreaterThan(row?.widths[1] ?? 1);
});

it('never makes a single picture a tower', () => {
  expect(albumOf([{ width: 100, height: 9000 }])[0]?.height).toBe(1.25);
});

it('keeps every picture, and fills every row, whatever the sizes', () => {
  const sized = fc.record({
    width: fc.option(fc.integer({ min: 1, max: 9000 })),
    height: fc.option(fc.integer({ min: 1, max: 9000 })),
  });
  fc.assert(
    fc.property(fc.array(sized, { minLength: 1, maxLength: 20 }), (pictures) => {
      const rows = albumOf(pictures);
      expect(rows.flatMap(({ widths }) => widths)).toHaveLength(pictures.length);
      for (const { widths, height } of rows) {
        expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1);
        expect(height).toBeGreaterThan(0);
      }
    }),
  );
});
