import { expect, it } from 'vitest';
import cases from './cases.json';
import { composed, isBlank, withoutInvisible } from './visible';

it.each(cases.blank)('sees nothing of %j: %s', (text, isSo) => {
  expect(isBlank(String(text))).toBe(isSo);
});

it('composes a text, without what reorders it or is control', () => {
  expect(composed('и\u0306\u202eод\u2066\u0002\r\nб\t👍 😀')).toBe('йод\nб\t👍 😀');
});

it('takes away what nobody sees, and leaves what joins letters where they need it', () => {
  expect(withoutInvisible('А\u200bн\u00adна\u202e')).toBe('Анна');
  expect(withoutInvisible('\u200cعلی\u200cرضا\u200d, а\u200dб')).toBe('علی\u200cرضا, аб');
});
