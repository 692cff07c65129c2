import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FormattedText, readMarkup, writeMarkup } from './markup';

const bold = (offset: number, length: number) => ({ kind: 'bold' as const, offset, length });

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
  ['` код `', '` код `', []],
  ['2**3=8, 3**2=9', '2**3=8, 3**2=9', []],
  ['def f(*args, **kwargs), **options', 'def f(*args, **kwargs), **options', []],
  ['x = (2)**2 + (3)**2', 'x = (2)**2 + (3)**2', []],
  ['* раз\n* два', '* раз\n* два', []],
  ['__init__ и ***', '__init__ и ***', []],
  ['а**б** и **в**г', 'а**б** и **в**г', []],
  ['**раз**, (**два**)', 'раз, (два)', [bold(0, 3), bold(6, 3)]],
  ['👍**да**👍', '👍да👍', [bold(2, 2)]],
  ['\\**не жирный**', '**не жирный**', []],
  ['\\*\\*не жирный\\*\\*', '**не жирный**', []],
  ['\\_не курсив\\_ и \\`не код\\`', '_не курсив_ и `не код`', []],
  ['¯\\_(ツ)_/¯', '¯\\_(ツ)_/¯', []],
  ['C:\\work\\*.txt, 2\\*3', 'C:\\work\\*.txt, 2\\*3', []],
  ['`C:\\`', 'C:\\', [{ kind: 'code', offset: 0, length: 3 }]],
  ['**раз\n\nдва**', '**раз\n\nдва**', []],
  ['Https://example.org/(_a_)', 'Https://example.org/(_a_)', []],
  ['https://example.org/a_', 'https://example.org/a_', []],
  ['_https://example.org/a_', 'https://example.org/a', [{ kind: 'italic', offset: 0, length: 21 }]],
])('reads «%s»', (written, text, entities) => {
  expect(readMarkup(written)).toEqual({ text, entities });
});

const WRITTEN = fc.string({
  unit: fc.constantFrom('*', '**', '_', '`', '\\', ' ', 'а', '\n', '👍', '(', ')', ','),
  maxLength: 16,
});

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

it('reads what it has written, whatever the text contains', () => {
  fc.assert(
    fc.property(WRITTEN, (written) => {
      const read = readMarkup(written);
      const again = readMarkup(writeMarkup(read));
      expect(again.text).toBe(read.text);
      expect(new Set(again.entities)).toEqual(new Set(read.entities));
    }),
    { numRuns: 3000, examples: [['_`)`_'], ['\\\\`(`*']] },
  );
});

it('keeps any text without borders as it is', () => {
  const sign = fc.constantFrom('*', '_', '`', '2', 'а', '=', '+');
  fc.assert(
    fc.property(fc.string({ unit: sign }), (inside) => {
      const written = `а${inside}а`;
      expect(readMarkup(written)).toEqual({ text: written, entities: [] });
    }),
  );
});

it.each(['Завтра **контрольная**!', '**жирный и _курсив_**', '`код` и _курсив_', 'имя_файла_1', '_а_ **б**'])(
  'writes «%s» as it was written',
  (written) => {
    expect(writeMarkup(readMarkup(written))).toBe(written);
  },
);
