import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dragged, pinched, UNZOOMED, zoomedAt } from './zoom';

const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });

it('keeps what is under the pointer under it', () => {
  fc.assert(
    fc.property(point, fc.double({ min: 1.1, max: 8, noNaN: true }), (at, scale) => {
      const zoom = zoomedAt(UNZOOMED, at, scale);
      expect(zoom.x + at.x * zoom.scale).toBeCloseTo(at.x);
      expect(zoom.y + at.y * zoom.scale).toBeCloseTo(at.y);
    }),
  );
});

it('grows no further than eightfold, and comes back to the middle', () => {
  const large = zoomedAt(UNZOOMED, { x: 10, y: 10 }, 100);
  expect(large.scale).toBe(8);
  expect(zoomedAt(large, { x: 99, y: -4 }, 0.5)).toEqual(UNZOOMED);
});

it('moves only what is enlarged', () => {
  const from = { x: 0, y: 0 };
  const to = { x: 30, y: -10 };
  expect(dragged(UNZOOMED, from, to)).toEqual(UNZOOMED);
  expect(dragged({ scale: 2, x: 5, y: 5 }, from, to)).toEqual({ scale: 2, x: 35, y: -5 });
});

it('grows as two fingers part', () => {
  const still = { x: -50, y: 0 };
  expect(pinched(UNZOOMED, still, { x: 50, y: 0 }, { x: 150, y: 0 }).scale).toBe(2);
});
