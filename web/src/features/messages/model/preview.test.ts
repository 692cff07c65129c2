import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '@/shared/testing/texts';
import { previewOf } from './preview';

beforeAll(startTestTexts);

const empty = { kind: 'text' as const, text: '', service: null, files: [], deleted_at: null };
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
