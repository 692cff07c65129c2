import { expect, it } from 'vitest';
import { titleOf } from '@/shared/person/person';
import { member, message, misha, view } from '@/shared/testing/chat';
import { faceOf, unreadTotal } from './summary';
import { emptyWorld, takeList } from './world';

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
