import { expect, it } from 'vitest';
import { partsOf } from './snippet';

it('tells what was found from the rest', () => {
  expect(partsOf('Завтра \u0002уроки\u0003 по 35 минут, \u0002урок\u0003')).toEqual([
    { text: 'Завтра ', isFound: false },
    { text: 'уроки', isFound: true },
    { text: ' по 35 минут, ', isFound: false },
    { text: 'урок', isFound: true },
  ]);
});

it('gives a snippet without marks whole', () => {
  expect(partsOf('Завтра')).toEqual([{ text: 'Завтра', isFound: false }]);
  expect(partsOf('')).toEqual([]);
});

it('leaves the marks of formatting out', () => {
  const words = partsOf('Завтра **\u0002контрольная\u0003** по _алгебре_, файл имя_файла').map(
    ({ text }) => text,
  );
  expect(words.join('')).toBe('Завтра контрольная по алгебре, файл имя_файла');
});
