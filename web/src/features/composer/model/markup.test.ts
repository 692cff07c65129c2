import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FormattedText, readMarkup, writeMarkup } from './markup';

it.each<[string, string, FormattedText['entities']]>([
  ['Просто текст', 'Просто текст', []],
  ['Завтра **контрольная**!', 'Завтра контрольная!', [{ kind: 'bold', offset: 7, length: 11 }]],
  ['👍 _курсив_', '👍 курсив', [{ kind: 'italic', offset: 3, length: 6 }]],
  ['имя_файла_1', 'имя_файла_1', []],
  ['2 ** 3 ** 4', '2 ** 3 ** 4', []],
  ['`**не жирный**`', '**не жирный**', [{ kind: 'code', offset: 0, length: 13 }]],
  [
    '**жирный и _курсив_**',
    'жирный и курсив',
    [
      { kind: 'italic', offset: 9, length: 6 },
      { kind: 'bold', offset: 0, length: 15 },
    ],
  ],
  ['https://example.org/_a_/`b', 'https://example.org/_a_/`b', []],
  ['**https://example.org**', 'https://example.org', [{ kind: 'bold', offset: 0, length: 19 }]],
  ['` код `', 'код', [{ kind: 'code', offset: 0, length: 3 }]],
])('reads «%s»', (written, text, entities) => {
  expect(readMarkup(written)).toEqual({ text, entities });
});

const WRITTEN = fc.string({ unit: fc.constantFrom('*', '_', '`', ' ', 'а', '\n', '👍', 'www.') });

it('gives entities that cover a part of the text and never cross', () => {
  fc.assert(
    fc.property(WRITTEN, (written) => {
      const { text, entities } = readMarkup(written);
      for (const one of entities) {
        expect(one.offset).toBeGreaterThanOrEqual(0);
        expect(one.length).toBeGreaterThan(0);
        expect(one.offset + one.length).toBeLessThanOrEqual(text.length);
        for (const other of entities) {
          const crosses =
            one.offset < other.offset &&
            other.offset < one.offset + one.length &&
            one.offset + one.length < other.offset + other.length;
          expect(crosses).toBe(false);
        }
      }
    }),
  );
});

it.each(['Завтра **контрольная**!', '**жирный и _курсив_**', '`код` и _курсив_', 'имя_файла_1', '_а_ **б**'])(
  'writes «%s» as it was written',
  (written) => {
    expect(writeMarkup(readMarkup(written))).toBe(written);
  },
);
