import { expect, it } from 'vitest';
import { type Laid, placeOf, rowsOf } from './rows';

const UTC = { zone: 'UTC' };

function said(author: string, time: string, number: number | null = 1): Laid {
  const id = `${author}${time}`;
  return { id, author_id: author, client_id: id, kind: 'text', number, sent_at: `2026-11-23T${time}Z` };
}

function picture(messages: readonly Laid[], firstUnread?: number): readonly string[] {
  return rowsOf(messages, { ...UTC, firstUnread }).map((row) => {
    if (row.kind !== 'message') return row.kind;
    return `${row.message.author_id}${row.isFirst ? ' first' : ''}${row.isLast ? ' last' : ''}`;
  });
}

it('joins messages of one author within five minutes: the name on the first, the picture on the last', () => {
  const messages = [said('anna', '09:00:00'), said('anna', '09:01:00'), said('anna', '09:05:59')];
  expect(picture(messages)).toEqual(['day', 'anna first', 'anna', 'anna last']);
});

it.each([
  ['another author', said('misha', '09:01:00')],
  ['more than five minutes', said('anna', '09:05:01')],
  ['a notice', { ...said('anna', '09:01:00'), kind: 'notice' as const }],
])('begins anew after %s', (_why, second) => {
  const [, first] = picture([said('anna', '09:00:00'), second]);
  expect(first).toBe('anna first last');
});

it('heads every day once, in the viewer’s zone', () => {
  const messages = [
    { ...said('anna', '20:00:00'), sent_at: '2026-11-22T20:00:00Z' },
    said('anna', '09:00:00'),
    said('anna', '09:01:00'),
  ];
  expect(rowsOf(messages, UTC).filter(({ kind }) => kind === 'day')).toHaveLength(2);
  expect(rowsOf(messages, { zone: 'Asia/Yekaterinburg' }).filter(({ kind }) => kind === 'day')).toHaveLength(
    1,
  );
});

it('draws the line of the unread above its first message, and it parts a group', () => {
  const messages = [said('anna', '09:00:00', 1), said('anna', '09:01:00', 2)];
  expect(picture(messages, 2)).toEqual(['day', 'anna first last', 'unread', 'anna first last']);
});

it('lets a waiting message join the group of its author', () => {
  expect(picture([said('me', '09:00:00', 1), said('me', '09:01:00', null)])).toEqual([
    'day',
    'me first',
    'me last',
  ]);
});

it('finds the row of a number, and the next where that message is not there', () => {
  const rows = rowsOf([said('anna', '09:00:00', 4), said('misha', '09:01:00', 7)], UTC);
  expect(placeOf(rows, 4)).toBe(1);
  expect(placeOf(rows, 5)).toBe(2);
  expect(placeOf(rows, 8)).toBe(-1);
});
