import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isFewEmoji, type Piece, piecesOf, plainText } from './formatting';

const text = (words: string): Piece => ({ kind: 'text', text: words });

it.each<[string, readonly Piece[]]>([
  ['Просто текст', [text('Просто текст')]],
  ['Завтра **контрольная**!', [text('Завтра '), { kind: 'bold', pieces: [text('контрольная')] }, text('!')]],
  ['_курсив_', [{ kind: 'italic', pieces: [text('курсив')] }]],
  ['имя_файла_1', [text('имя_файла_1')]],
  ['2 ** 3 ** 4', [text('2 ** 3 ** 4')]],
  ['`**не жирный**`', [{ kind: 'code', text: '**не жирный**' }]],
  [
    '**жирный и _курсив_**',
    [{ kind: 'bold', pieces: [text('жирный и '), { kind: 'italic', pieces: [text('курсив')] }] }],
  ],
  [
    'Смотрите https://example.org/a?b=1.',
    [
      text('Смотрите '),
      { kind: 'link', text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
      text('.'),
    ],
  ],
  [
    '(www.example.org)',
    [text('('), { kind: 'link', text: 'www.example.org', href: 'https://www.example.org' }, text(')')],
  ],
  ['javascript:alert(1)', [text('javascript:alert(1)')]],
  ['<b>нет</b>', [text('<b>нет</b>')]],
])('reads «%s»', (written, pieces) => {
  expect(piecesOf(written)).toEqual(pieces);
});

it('marks the people that a message names, and nobody else', () => {
  const mentioned = [
    { profileId: '1', label: 'Миша Ким' },
    { profileId: null, label: 'всех' },
  ];
  expect(piecesOf('@Миша Ким, и @всех, но не @Лена', mentioned)).toEqual([
    { kind: 'mention', text: '@Миша Ким', profileId: '1' },
    text(', и '),
    { kind: 'mention', text: '@всех', profileId: null },
    text(', но не @Лена'),
  ]);
  expect(piecesOf('почта@всех.рф', mentioned)).toEqual([text('почта@всех.рф')]);
});

it('loses no letter of any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('*', '_', '`', ' ', 'а', '\n', '@', 'www.') }), (words) => {
      const shown = (pieces: readonly Piece[]): number =>
        pieces.reduce((sum, p) => sum + ('pieces' in p ? shown(p.pieces) : p.text.length), 0);
      const marks = (words.match(/[*_`]/g) ?? []).length;
      const length = shown(piecesOf(words));
      expect(length).toBeLessThanOrEqual(words.length);
      expect(length).toBeGreaterThanOrEqual(words.length - marks);
    }),
  );
});

it('gives a line without marks for the list', () => {
  expect(plainText('**Завтра**\nв `8:30`')).toBe('Завтра в 8:30');
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
