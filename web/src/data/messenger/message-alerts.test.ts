import { expect, it } from 'vitest';
import { callCard, callMessage, member, message, misha, view } from '@/shared/testing/chat';
import { type AlertWords, alertsFor } from './message-alerts';
import { emptyWorld, takeList } from './world';
import { applyStep } from './world-updates';

const now = Date.parse('2026-11-23T09:10:00Z');
const world = takeList(emptyWorld(misha), [view(5, message(3), { read_number: 3 })], 2);
const nobodyLooked = new Map<string, number>();
const wordsOf: AlertWords = ({ kind, text }) => (kind === 'text' ? text : undefined);

it('calls once per chat, with who wrote last and how many messages came', () => {
  const calls = alertsFor(
    [message(4), message(5, { text: 'Завтра контрольная' })],
    world,
    nobodyLooked,
    now,
    wordsOf,
  );
  expect(calls).toEqual([
    {
      chatId: 'class',
      title: '7Б',
      author: 'Анна Иванова',
      text: 'Завтра контрольная',
      count: 2,
    },
  ]);
});

it('names no author in a dialog: its title does', () => {
  const dialog = view(5, message(3));
  const other = member('anna');
  const chats = [{ ...dialog, chat: { ...dialog.chat, kind: 'dialog' as const, title: '' }, other }];
  const [call] = alertsFor([message(4)], takeList(emptyWorld(misha), chats, 2), nobodyLooked, now, wordsOf);
  expect(call).toMatchObject({ title: 'Анна Иванова', author: undefined });
});

it.each([
  ['was looked at in a tab', world, [message(4)], new Map([['class', 4]])],
  [
    'is in a muted chat',
    takeList(world, [view(6, message(3), { muted_until: '2026-11-24T00:00:00Z' })], 3),
    [message(4)],
    nobodyLooked,
  ],
  ['is of a kind that calls nobody', world, [message(4, { kind: 'service', author_id: null })], nobodyLooked],
  ['is of a chat that is gone', world, [message(4, { chat_id: 'gone' })], nobodyLooked],
] as const)('is silent about a message that %s', (_why, known, messages, looked) => {
  expect(alertsFor(messages, known, looked, now, wordsOf)).toEqual([]);
});

it('asks for the words with what the message carries, as it is now', () => {
  const open = applyStep(world, { from: 5, to: 6, updates: [{ kind: 'call_card', value: callCard() }] });
  const states: AlertWords = (_message, { isDialog, value }) =>
    value?.kind === 'call_card' && !isDialog ? value.value.state : undefined;
  expect(alertsFor([callMessage(4)], open, nobodyLooked, now, states)).toMatchObject([{ text: 'open' }]);
  expect(alertsFor([callMessage(4)], world, nobodyLooked, now, states)).toEqual([]);
});
