import { expect, it } from 'vitest';
import { partsOf } from './addresses';

const linksIn = (text: string) => partsOf(text).flatMap(({ href }) => href ?? []);

it.each([
  ['Смотри https://resh.edu.ru/subject/16/.', ['https://resh.edu.ru/subject/16/']],
  ['(www.yandex.ru)', ['https://www.yandex.ru']],
  [
    'https://ru.wikipedia.org/wiki/Яблоко_(фрукт), Https://a.ru?b=1_',
    ['https://ru.wikipedia.org/wiki/Яблоко_(фрукт)', 'Https://a.ru?b=1_'],
  ],
  ['§ 14, № 623', []],
  ['https:// и http://школа', []],
  ['javascript:alert(1)', []],
])('finds the addresses in %s', (text, links) => {
  expect(linksIn(text)).toEqual(links);
  expect(
    partsOf(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
