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
