import { expect, it } from 'vitest';
import { titleOf } from '@/shared/person/person';
import { member, message, misha, view } from '@/shared/testing/chat';
import { faceOf, firstUnreadOf, unreadOf, unreadTotal } from './summary';
import { emptyWorld, takeList } from './world';
import { applyStep } from './world-updates';

const teacher = member('anna', {
  badges: [{ role: 'teacher', school_id: 'school', school: 'Школа № 7', detail: '' }],
});
const { chat: group } = view(1, null);
const dialog = { ...group, kind: 'dialog' as const, title: '' };

it('calls a dialog as its messages call the other person', () => {
  expect(titleOf(dialog, teacher)).toBe('Анна Сергеевна');
  expect(titleOf(dialog, member('anna'))).toBe('Анна Иванова');
  expect(titleOf(group, undefined)).toBe('7Б');
});

it('gives a dialog the letters and the colour of the other person, not of the chat', () => {
  expect(faceOf(dialog, teacher)).toEqual({ id: 'anna', name: teacher.name, src: undefined });
  expect(faceOf(group, undefined)).toEqual({ id: 'class', name: '7Б', src: undefined });
});

it('counts a chat that was marked as unread once, and by its messages where there are some', () => {
  const totalOf = (...views: Parameters<typeof view>[]) =>
    unreadTotal(
      takeList(
        emptyWorld(misha),
        views.map((given) => view(...given)),
        1,
      ),
      Date.now(),
      new Map(),
    );
  expect(totalOf([1, message(3), { read_number: 3 }])).toBe(0);
  expect(totalOf([1, message(3), { read_number: 3, is_marked_unread: true }])).toBe(1);
  expect(totalOf([1, message(3), { read_number: 1, is_marked_unread: true }])).toBe(2);
});

it('counts neither what the chat itself says nor what was deleted, wherever one has read up to', () => {
  // The server says this of what was there before, updates of what comes.
  const given = view(1, message(6), { read_number: 2, silent_numbers: [3, 5] });
  const known = takeList(emptyWorld(misha), [given], 1);
  const said = message(7, { author_id: null, kind: 'service', text: '' });
  const deleted = message(6, { text: '', deleted_at: '2026-11-23T09:01:00Z' });
  const updates = [said, deleted].map((value) => ({ kind: 'message' as const, value }));
  const chat = applyStep(known, { from: 1, to: 2, updates }).chats.get('class');
  if (!chat) throw new Error('no chat');
  expect([2, 3, 4, 7].map((read) => unreadOf(chat, read))).toEqual([1, 1, 0, 0]);
  expect([2, 3, 4].map((read) => firstUnreadOf(chat, read))).toEqual([4, 4, undefined]);
});
