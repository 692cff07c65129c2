import { expect, it } from 'vitest';
import { type Laid, numberUpTo, placeOf, rowsOf } from './rows';

interface Said extends Laid {
  readonly kind: 'text' | 'service';
}

const UTC = { zone: 'UTC', joinsGroups: ({ kind }: Said) => kind === 'text' };

function said(author: string, time: string, number = 1): Said {
  const id = `${author}${time}`;
  return { id, author_id: author, client_id: id, kind: 'text', number, sent_at: `2026-11-23T${time}Z` };
}

function picture(messages: readonly Said[], firstUnread?: number): readonly string[] {
  return rowsOf(messages, { ...UTC, firstUnread }).map((row) =>
    [
      row.beginsDay && 'day',
      row.beginsUnread && 'unread',
      row.message.kind === 'service' ? 'service' : row.message.author_id,
      row.isFirst && 'first',
      row.isLast && 'last',
    ]
      .filter(Boolean)
      .join(' '),
  );
}

it('joins messages of one author within five minutes: the name on the first, the picture on the last', () => {
  const messages = [said('anna', '09:00:00'), said('anna', '09:01:00'), said('anna', '09:05:59')];
  expect(picture(messages)).toEqual(['day anna first', 'anna', 'anna last']);
});

it.each([
  ['another author', said('misha', '09:01:00')],
  ['more than five minutes', said('anna', '09:05:01')],
  ['a notice', { ...said('anna', '09:01:00'), kind: 'service' as const }],
])('begins anew after %s', (_why, second) => {
  const [first] = picture([said('anna', '09:00:00'), second]);
  expect(first).toBe('day anna first last');
});

it('heads every day once, in the viewer’s zone', () => {
  const messages = [
    { ...said('anna', '20:00:00'), sent_at: '2026-11-22T20:00:00Z' },
    said('anna', '09:00:00'),
    said('anna', '09:01:00'),
  ];
  const days = (zone: string) =>
    rowsOf(messages, { ...UTC, zone }).filter(({ beginsDay }) => beginsDay).length;
  expect(days('UTC')).toBe(2);
  expect(days('Asia/Yekaterinburg')).toBe(1);
});

it('draws the line of the unread above its first message, and it parts a group', () => {
  const messages = [said('anna', '09:00:00', 1), said('anna', '09:01:00', 2)];
  expect(picture(messages, 2)).toEqual(['day anna first last', 'unread anna first last']);
});

it('lets a waiting message join the group of its author, and keep its row when it was sent', () => {
  const waiting = said('me', '09:01:00', 0);
  expect(picture([said('me', '09:00:00', 1), waiting])).toEqual(['day me first', 'me last']);
  const sent = { ...waiting, id: 'given by the server', number: 2 };
  expect(rowsOf([sent], UTC)[0]?.key).toBe(rowsOf([waiting], UTC)[0]?.key);
});

it('finds the row of a number, and the next where that message is not there', () => {
  const rows = rowsOf([said('anna', '09:00:00', 4), said('misha', '09:01:00', 7)], UTC);
  expect(placeOf(rows, 4)).toBe(0);
  expect(placeOf(rows, 5)).toBe(1);
  expect(placeOf(rows, 8)).toBe(-1);
});

it('tells how far one has come, waiting messages aside', () => {
  const rows = rowsOf([said('anna', '09:00:00', 4), said('me', '09:01:00', 0)], UTC);
  expect(numberUpTo(rows, 1)).toBe(4);
  expect(numberUpTo(rows, -1)).toBeUndefined();
});
