import { expect, it } from 'vitest';
import { weekKeyOf } from './keys';

const plain = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, defaultPrevented: false };

it.each([
  ['ArrowLeft', {}, -7],
  ['ArrowRight', {}, 7],
  ['ArrowRight', { altKey: true }, 0],
  ['ArrowRight', { defaultPrevented: true }, 0],
  ['ArrowDown', {}, 0],
] as const)('%s with %o leads %i days on', (key, held, days) => {
  expect(weekKeyOf({ ...plain, ...held, key, target: document.body })).toBe(days);
});

it('leaves arrows to a field one types in', () => {
  const field = document.createElement('textarea');
  expect(weekKeyOf({ ...plain, key: 'ArrowLeft', target: field })).toBe(0);
});
