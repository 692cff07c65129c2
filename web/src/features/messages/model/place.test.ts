import { expect, it } from 'vitest';
import { menuPosition } from './place';

const view = { width: 390, height: 844 };
const menu = { width: 240, height: 300 };

it.each([
  ['opens at the point', { x: 20, y: 100 }, { left: 20, top: 100 }],
  ['stays inside at the right', { x: 380, y: 100 }, { left: 142, top: 100 }],
  ['stays inside at the foot', { x: 20, y: 840 }, { left: 20, top: 536 }],
  ['stays inside at the top left', { x: -5, y: -5 }, { left: 8, top: 8 }],
])('a menu %s', (_what, at, place) => {
  expect(menuPosition(at, menu, view)).toEqual(place);
});

it('a menu larger than the window begins at its top', () => {
  expect(menuPosition({ x: 50, y: 50 }, { width: 600, height: 900 }, view)).toEqual({ left: 8, top: 8 });
});
