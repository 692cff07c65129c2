import { expect, it } from 'vitest';
import { member, view } from '../testing/chat';
import { faceOf, titleOf } from './summary';

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
