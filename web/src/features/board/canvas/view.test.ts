import { expect, it } from 'vitest';
import { cameraFor, viewOf } from './view';

const DESKTOP = { scrollX: -100, scrollY: 50, zoom: { value: 2 }, width: 1000, height: 800 };

it('is the part of the drawing that the screen shows', () => {
  expect(viewOf(DESKTOP)).toEqual({ x: 100, y: -50, width: 500, height: 400 });
  expect(viewOf({ ...DESKTOP, width: 0 })).toBeUndefined();
});

it('is seen as it is on a screen of the same size', () => {
  const view = viewOf(DESKTOP);
  expect(view && cameraFor(view, DESKTOP)).toEqual({ scrollX: -100, scrollY: 50, zoom: { value: 2 } });
});

it.each([
  ['a phone', { width: 370, height: 600 }, 0.74],
  ['a screen that is wide', { width: 3000, height: 400 }, 1],
])('is seen whole, in the middle, by %s', (_screen, size, zoom) => {
  const camera = cameraFor({ x: 100, y: -50, width: 500, height: 400 }, size);
  expect(camera.zoom.value).toBe(zoom);
  const seen = viewOf({ ...camera, ...size });
  expect(seen && [seen.x + seen.width / 2, seen.y + seen.height / 2]).toEqual([350, 150]);
  expect(seen && seen.width >= 500 && seen.height >= 400).toBe(true);
});
