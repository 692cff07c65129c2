import { expect, it } from 'vitest';
import { member, message, misha, view } from '../testing/chat';
import { alertsFor } from './message-alerts';
import { emptyWorld, takeList } from './world';

const now = Date.parse('2026-11-23T09:10:00Z');
const world = takeList(emptyWorld(misha), [view(5, message(3), { read_number: 3 })], 2);
const nobodyLooked = new Map<string, number>();

it('calls once per chat, with who wrote last and how many messages came', () => {
  const calls = alertsFor([message(4), message(5, { text: 'Завтра контрольная' })], world, nobodyLooked, now);
  expect(calls).toEqual([
    {
      chatId: 'class',
      title: '7Б',
      author: 'Анна Сергеевна',
      text: 'Завтра контрольная',
      count: 2,
      isCall: false,
    },
  ]);
});

it('names no author in a dialog: its title does', () => {
  const dialog = view(5, message(3));
  const other = member('anna');
  const chats = [{ ...dialog, chat: { ...dialog.chat, kind: 'dialog' as const, title: '' }, other }];
  const [call] = alertsFor([message(4)], takeList(emptyWorld(misha), chats, 2), nobodyLooked, now);
  expect(call).toMatchObject({ title: 'Анна Сергеевна', author: undefined });
});

it.each([
  ['was looked at in a tab', world, [message(4)], new Map([['class', 4]])],
  [
    'is in a muted chat',
    takeList(world, [view(6, message(3), { muted_until: '2026-11-24T00:00:00Z' })], 3),
    [message(4)],
    nobodyLooked,
  ],
  ['is a notice of the system', world, [message(4, { kind: 'service', author_id: null })], nobodyLooked],
  ['was deleted again', world, [message(4, { deleted_at: '2026-11-23T09:09:00Z' })], nobodyLooked],
  ['is of a chat that is gone', world, [message(4, { chat_id: 'gone' })], nobodyLooked],
] as const)('is silent about a message that %s', (_why, known, messages, looked) => {
  expect(alertsFor(messages, known, looked, now)).toEqual([]);
});

it('tells of a call that can be entered, once, and leaves dialogs to their own ringing', () => {
  const card = {
    call_id: 'call',
    title: '',
    state: 'open' as const,
    end_reason: null,
    starts_at: null,
    opened_at: '2026-11-23T09:09:00Z',
    ended_at: null,
    present: 1,
  };
  const call = message(4, { kind: 'call', text: '', card });
  expect(alertsFor([call], world, nobodyLooked, now)).toMatchObject([{ chatId: 'class', isCall: true }]);
  const over = { ...call, card: { ...card, state: 'ended' as const } };
  expect(alertsFor([over], world, nobodyLooked, now)).toEqual([]);
  const dialog = view(5, message(3));
  const chats = [{ ...dialog, chat: { ...dialog.chat, kind: 'dialog' as const } }];
  expect(alertsFor([call], takeList(emptyWorld(misha), chats, 2), nobodyLooked, now)).toEqual([]);
});
