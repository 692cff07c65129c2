import { expect, it } from 'vitest';
import { chatsNamed, neighbourOf } from './row';

const chats = [
  { id: 'a', title: '7 «Б» — класс' },
  { id: 'b', title: 'Фёдор Орлов' },
];

it('goes to the neighbour, and from nowhere to an end', () => {
  expect(neighbourOf(chats, 'a', 1)?.id).toBe('b');
  expect(neighbourOf(chats, 'a', -1)).toBeUndefined();
  expect(neighbourOf(chats, undefined, 1)?.id).toBe('a');
  expect(neighbourOf(chats, undefined, -1)?.id).toBe('b');
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
