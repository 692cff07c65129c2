import { expect, it } from 'vitest';
import { chatsNamed, neighbourOf } from './row';

const chats = [
  { id: 'a', title: '7 «Б» — класс' },
  { id: 'b', title: 'Фёдор Орлов' },
];

it('goes to the neighbour, and from nowhere to an end', () => {
  expect(neighbourOf(['a', 'b'], 'a', 1)).toBe('b');
  expect(neighbourOf(['a', 'b'], 'a', -1)).toBeUndefined();
  expect(neighbourOf(['a', 'b'], undefined, 1)).toBe('a');
  expect(neighbourOf(['a', 'b'], undefined, -1)).toBe('b');
});

it.each([
  ['', 'a b'],
  ['7 б', 'a'],
  ['федор', 'b'],
  ['орл фёд', 'b'],
  ['рлов', ''],
])('«%s» finds: %s', (query, found) => {
  expect(
    chatsNamed(chats, query)
      .map(({ id }) => id)
      .join(' '),
  ).toBe(found);
});
