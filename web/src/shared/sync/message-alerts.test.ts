import { expect, it } from 'vitest';
import { callCard, callMessage, member, message, misha, view } from '../testing/chat';
import { alertsFor } from './message-alerts';
import { emptyWorld, takeList, type World } from './world';
import { applyStep } from './world-updates';

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
  const call = callMessage(4);
  const withCall = (known: World, state: 'planned' | 'open' | 'ended') =>
    applyStep(known, { from: 5, to: 6, updates: [{ kind: 'call_card', value: callCard({ state }) }] });
  const open = withCall(world, 'open');
  expect(alertsFor([call], open, nobodyLooked, now)).toMatchObject([{ chatId: 'class', isCall: true }]);
  expect(alertsFor([call], withCall(world, 'ended'), nobodyLooked, now)).toEqual([]);
  expect(alertsFor([call], withCall(world, 'planned'), nobodyLooked, now)).toEqual([]);
  expect(alertsFor([call], world, nobodyLooked, now)).toEqual([]);
  const dialog = view(5, message(3));
  const chats = [{ ...dialog, chat: { ...dialog.chat, kind: 'dialog' as const } }];
  const inDialog = withCall(takeList(emptyWorld(misha), chats, 2), 'open');
  expect(alertsFor([call], inDialog, nobodyLooked, now)).toEqual([]);
});

it('tells of any other card by its title', () => {
  const attachment = { kind: 'poll', id: 'poll', text: { title: 'Куда едем?' } };
  const poll = message(4, { kind: 'card', text: '', attachment });
  expect(alertsFor([poll], world, nobodyLooked, now)).toMatchObject([{ text: 'Куда едем?', isCall: false }]);
});
