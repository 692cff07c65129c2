import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapePattern, patternOfTexts } from './pattern';

const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

describe.each(['', 'u', 'v'])('under the flags «%s»', (flags) => {
  it('every printable sign stands for itself, alone, doubled, after letters and in brackets', () => {
    for (const sign of PRINTABLE) {
      const escaped = escapePattern(sign);
      expect(new RegExp(`^${escaped}$`, flags).test(sign)).toBe(true);
      expect(new RegExp(`^а${escaped}${escaped}1$`, flags).test(`а${sign}${sign}1`)).toBe(true);
      const inBrackets = new RegExp(`^[${escaped}]$`, flags);
      expect(PRINTABLE.filter((other) => inBrackets.test(other))).toEqual([sign]);
    }
  });

  it('any text is found in itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(new RegExp(`^${escapePattern(text)}$`, flags).test(text)).toBe(true);
      }),
    );
  });
});

it('prefers the longest of several texts', () => {
  const found = patternOfTexts(['Анна', 'Анна-Мария', 'Анна'], '@', '').exec('@Анна-Мария');
  expect(found?.groups?.['text']).toBe('Анна-Мария');
});
