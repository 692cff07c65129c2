import { expect, it } from 'vitest';
import { MAX_FILE_SIZE, MAX_FILES, MAX_PICTURE_SIZE, takeFiles } from './attachments';

const file = (name: string, size: number, type = 'application/pdf') => ({ name, size, type });
const small = file('План.pdf', 1000);

it('takes what fits', () => {
  expect(takeFiles([small], [file('Ещё.pdf', 5)]).files).toHaveLength(2);
});

it.each([
  ['a file', file('Фильм.mp4', MAX_FILE_SIZE + 1), MAX_FILE_SIZE],
  ['a picture', file('Фото.png', MAX_PICTURE_SIZE + 1, 'image/png'), MAX_PICTURE_SIZE],
])('refuses %s that is too large, and says what is allowed', (_what, large, limit) => {
  const taken = takeFiles([], [small, large]);
  expect(taken.files).toEqual([small]);
  expect(taken.refused).toEqual([{ file: large, limit }]);
});

it('refuses what is empty by its name', () => {
  const empty = file('Пустой.docx', 0);
  const taken = takeFiles([], [small, empty]);
  expect(taken.files).toEqual([small]);
  expect(taken.empty).toEqual([empty]);
});

it('takes no more than ten', () => {
  const taken = takeFiles(
    [small],
    Array.from({ length: MAX_FILES }, () => small),
  );
  expect(taken.files).toHaveLength(MAX_FILES);
  expect(taken.isFull).toBe(true);
});
