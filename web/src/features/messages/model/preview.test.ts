import { beforeAll, describe, expect, it } from 'vitest';
import type { Attachment } from '@/shared/sync/attachments';
import { callCard } from '@/shared/testing/chat';
import { startTestTexts } from '@/shared/testing/texts';
import { previewOf } from './preview';

beforeAll(startTestTexts);

const empty = {
  kind: 'text' as const,
  text: '',
  service: null,
  attachment: null,
  files: [],
  deleted_at: null,
};
const picture = { kind: 'picture' as const, name: 'a.png' };

it.each([
  ['a text in one line', { ...empty, text: 'Завтра\nв 8' }, 'Завтра в 8'],
  ['one picture', { ...empty, files: [picture] }, 'Фотография'],
  ['an album', { ...empty, files: [picture, picture, picture] }, '3 фотографии'],
  ['a file by its name', { ...empty, files: [{ kind: 'file' as const, name: 'План.pdf' }] }, 'План.pdf'],
  ['several files', { ...empty, files: [picture, { kind: 'file' as const, name: 'План.pdf' }] }, '2 файла'],
  ['the words rather than the files', { ...empty, text: 'Вот', files: [picture] }, 'Вот'],
  ['that it was deleted', { ...empty, deleted_at: '2026-11-23T09:00:00Z' }, 'Сообщение удалено'],
])('shows %s', (_what, message, words) => {
  expect(previewOf(message, () => '')).toBe(words);
});

describe('a card', () => {
  const attachment = { kind: 'call_card', id: 'call', text: { title: 'Алгебра' } };
  const card = { ...empty, kind: 'card' as const, attachment };
  const preview = (of: Parameters<typeof previewOf>[0], value?: Attachment) => previewOf(of, () => '', value);

  it('is shown by how what it carries is now', () => {
    expect(preview(card, { kind: 'call_card', value: callCard() })).toBe('Идёт звонок');
    expect(preview(card, { kind: 'call_card', value: callCard({ state: 'planned' }) })).toBe(
      'Запланирован звонок',
    );
  });

  it('is shown by its title until that has come, or where this page does not know the kind', () => {
    expect(preview(card)).toBe('Алгебра');
    const poll = { ...card, attachment: { kind: 'poll', id: 'poll', text: { title: 'Куда едем?' } } };
    expect(preview(poll, { kind: 'poll', value: { id: 'poll' } } as unknown as Attachment)).toBe(
      'Куда едем?',
    );
    expect(preview({ ...poll, attachment: { ...poll.attachment, text: {} } })).toBe('Вложение');
  });
});
