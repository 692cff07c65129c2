import { beforeAll, describe, expect, it } from 'vitest';
import type { MessageRead } from '@/shared/api/schema';
import { callCard, callMessage, message } from '@/shared/testing/chat';
import { startTestTexts } from '@/shared/testing/texts';
import type { Previewed } from './kind';
import { actionsOf, alertOf, joinsGroups, previewOf } from './kinds';

beforeAll(startTestTexts);

const nameOf = () => 'Миша Ким';
const now = Date.parse('2026-11-23T10:00:00Z');
const deleted = message(4, { text: '', deleted_at: '2026-11-23T09:30:00Z' });
const service = message(4, {
  kind: 'service',
  author_id: null,
  text: '',
  service: { code: 'member_left', params: { actor: 'misha', actor_sex: 'male' } },
});
/** What a server of tomorrow sends. */
const poll = message(4, {
  kind: 'card',
  text: '',
  attachment: { kind: 'poll', id: 'poll', text: { title: 'Куда едем?' } },
});
const voice = message(4, { kind: 'voice' as MessageRead['kind'], text: '' });

describe('in one line', () => {
  const empty: Previewed = { ...message(4), text: '' };
  const picture = { kind: 'picture' as const, name: 'a.png' };
  const file = { kind: 'file' as const, name: 'План.pdf' };

  it.each<[string, Previewed, string]>([
    ['a text', { ...empty, text: 'Завтра\nв 8' }, 'Завтра в 8'],
    ['one picture', { ...empty, files: [picture] }, 'Фотография'],
    ['an album', { ...empty, files: [picture, picture, picture] }, '3 фотографии'],
    ['a file by its name', { ...empty, files: [file] }, 'План.pdf'],
    ['several files', { ...empty, files: [picture, file] }, '2 файла'],
    ['the words rather than the files', { ...empty, text: 'Вот', files: [picture] }, 'Вот'],
    ['that it was deleted', deleted, 'Сообщение удалено'],
    ['a line of the chat itself', service, 'Миша Ким покинул чат'],
    ['a kind that nobody knows, by its title', poll, 'Куда едем?'],
    ['one without a title', voice, 'Обновите страницу, чтобы увидеть это сообщение'],
  ])('%s', (_what, of, words) => {
    expect(previewOf(of, { nameOf })).toBe(words);
  });

  it('a call, as it is now; by its title until that is known', () => {
    const card = callMessage(4, 'Алгебра');
    const preview = (call?: ReturnType<typeof callCard>) =>
      previewOf(card, { nameOf, value: call && { kind: 'call_card', value: call } });
    expect(preview()).toBe('Алгебра');
    expect(preview(callCard())).toBe('Идёт звонок');
    expect(preview(callCard({ state: 'planned' }))).toBe('Запланирован звонок');
  });
});

describe('a notification', () => {
  const context = { nameOf, isDialog: false };

  it('has the words of the message, and none where nobody wrote', () => {
    expect(alertOf(message(4, { text: 'Завтра контрольная' }), context)).toBe('Завтра контрольная');
    expect(alertOf(poll, context)).toBe('Куда едем?');
    expect(alertOf(service, context)).toBeUndefined();
    expect(alertOf(deleted, context)).toBeUndefined();
  });

  it('tells of a call that can be entered, and leaves dialogs to their own ringing', () => {
    const alert = (state: 'planned' | 'open' | 'ended', isDialog = false) =>
      alertOf(callMessage(4), { nameOf, isDialog, value: { kind: 'call_card', value: callCard({ state }) } });
    expect(alert('open')).toBe('Идёт звонок');
    expect(alert('planned')).toBeUndefined();
    expect(alert('ended')).toBeUndefined();
    expect(alert('open', true)).toBeUndefined();
    expect(alertOf(callMessage(4), context)).toBeUndefined();
  });
});

it('offers all actions on what a person has written, pinning of a call, and none on the rest', () => {
  const situation = { me: 'anna', may: ['write', 'pin'], membersCount: 2, isPinned: false, now } as const;
  const names = (of: MessageRead) =>
    actionsOf({ ...situation, may: [...situation.may], message: of }).map(({ name }) => name);
  expect(names(message(4))).toEqual(['reply', 'edit', 'copy', 'pin', 'delete']);
  expect(names(callMessage(4))).toEqual(['pin']);
  for (const other of [deleted, service, poll, voice]) expect(names(other)).toEqual([]);
});

it('groups texts, and what was deleted among them', () => {
  expect([message(4), deleted].every(joinsGroups)).toBe(true);
  expect([service, callMessage(4), poll, voice].some(joinsGroups)).toBe(false);
});
