import { expect, it } from 'vitest';
import { LARGEST_FILE, LARGEST_PICTURE, MOST_FILES, takeFiles } from './attachments';

const file = (name: string, size: number, type = 'application/pdf') => ({ name, size, type });
const small = file('План.pdf', 1000);

it('takes what fits', () => {
  expect(takeFiles([small], [file('Ещё.pdf', 5)]).files).toHaveLength(2);
});

it.each([
  ['a file', file('Фильм.mp4', LARGEST_FILE + 1), LARGEST_FILE],
  ['a picture', file('Фото.png', LARGEST_PICTURE + 1, 'image/png'), LARGEST_PICTURE],
])('refuses %s that is too large, and says what is allowed', (_what, large, limit) => {
  const taken = takeFiles([], [small, large]);
  expect(taken.files).toEqual([small]);
  expect(taken.refused).toEqual([{ file: large, limit }]);
});

it('takes no more than ten', () => {
  const taken = takeFiles(
    [small],
    Array.from({ length: MOST_FILES }, () => small),
  );
  expect(taken.files).toHaveLength(MOST_FILES);
  expect(taken.isFull).toBe(true);
});
