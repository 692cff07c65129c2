import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Entity, isFewEmoji, type Piece, piecesOf, plainText } from './formatting';

const text = (words: string): Piece => ({ kind: 'text', text: words });

it.each<[string, readonly Entity[], readonly Piece[]]>([
  ['Просто **текст**', [], [text('Просто **текст**')]],
  [
    'Завтра контрольная!',
    [{ kind: 'bold', offset: 7, length: 11 }],
    [text('Завтра '), { kind: 'bold', pieces: [text('контрольная')] }, text('!')],
  ],
  [
    'жирный и курсив',
    [
      { kind: 'italic', offset: 9, length: 6 },
      { kind: 'bold', offset: 0, length: 15 },
    ],
    [{ kind: 'bold', pieces: [text('жирный и '), { kind: 'italic', pieces: [text('курсив')] }] }],
  ],
  [
    'www.school.ru',
    [{ kind: 'link', offset: 0, length: 13, url: 'https://www.school.ru' }],
    [{ kind: 'link', href: 'https://www.school.ru', pieces: [text('www.school.ru')] }],
  ],
  [
    'a@b.ru',
    [{ kind: 'link', offset: 0, length: 6, url: 'mailto:a@b.ru' }],
    [{ kind: 'link', href: 'mailto:a@b.ru', pieces: [text('a@b.ru')] }],
  ],
  ['нажми', [{ kind: 'link', offset: 0, length: 5, url: 'javascript:alert(1)' }], [text('нажми')]],
  [
    '@Миша Ким, и @всех',
    [
      { kind: 'mention', offset: 0, length: 9, profile_id: '1' },
      { kind: 'mention_all', offset: 13, length: 5 },
    ],
    [
      { kind: 'mention', profileId: '1', pieces: [text('@Миша Ким')] },
      text(', и '),
      { kind: 'mention', profileId: null, pieces: [text('@всех')] },
    ],
  ],
  [
    'a\nb c',
    [
      { kind: 'pre', offset: 0, length: 3, language: null },
      { kind: 'strikethrough', offset: 4, length: 1 },
    ],
    [{ kind: 'pre', text: 'a\nb' }, text(' '), { kind: 'strikethrough', pieces: [text('c')] }],
  ],
  ['да', [{ kind: 'bold', offset: 1, length: 5 }], [text('да')]],
])('draws «%s»', (words, entities, pieces) => {
  expect(piecesOf(words, entities)).toEqual(pieces);
});

it('loses no letter of any text, whatever its entities', () => {
  const entity = fc.record({
    kind: fc.constantFrom('bold' as const, 'italic' as const, 'code' as const),
    offset: fc.integer({ min: -2, max: 12 }),
    length: fc.integer({ min: -2, max: 12 }),
  });
  fc.assert(
    fc.property(fc.string({ maxLength: 10 }), fc.array(entity, { maxLength: 6 }), (words, entities) => {
      const shown = (pieces: readonly Piece[]): string =>
        pieces.map((piece) => ('pieces' in piece ? shown(piece.pieces) : piece.text)).join('');
      expect(shown(piecesOf(words, entities))).toBe(words);
    }),
  );
});

it('gives one line for the list', () => {
  expect(plainText('Завтра\nв  8:30 ')).toBe('Завтра в 8:30');
});

it.each([
  ['👍', true],
  ['👍 🎉', true],
  ['👨‍👩‍👧', true],
  ['👍👍👍👍', false],
  ['ок 👍', false],
  ['12', false],
  ['', false],
])('«%s» is shown large: %s', (words, large) => {
  expect(isFewEmoji(words)).toBe(large);
});
