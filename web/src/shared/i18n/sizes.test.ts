import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { endingOf, sizeInWords } from './sizes';

beforeAll(startTestTexts);

it.each([
  [512, '512 Б'],
  [20_480, '20 КБ'],
  [1_258_291, '1,2 МБ'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

it.each([
  ['План.pdf', 'PDF'],
  ['архив.tar.gz', 'GZ'],
  ['README', ''],
  ['сочинение.docx', 'DOCX'],
])('«%s» ends in «%s»', (name, ending) => {
  expect(endingOf(name)).toBe(ending);
});
