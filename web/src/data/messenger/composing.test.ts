import { expect, it } from 'vitest';
import { withSameFiles } from './composing';

const file = (name: string, lastModified: number) => new File(['x'], name, { lastModified });

it('takes for the same a file that was read from the storage again: it may be under way', () => {
  const before = { files: [file('План.pdf', 1), file('Правила.pdf', 1)] };
  const stored = { files: [file('Правила.pdf', 1), file('План.pdf', 2)], replyTo: { id: 'four', number: 4 } };
  const held = withSameFiles(before, stored);
  expect(held.files[0]).toBe(before.files[1]);
  expect(held.files[1]).toBe(stored.files[1]);
  expect(held.replyTo).toEqual({ id: 'four', number: 4 });
});
