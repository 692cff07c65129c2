import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '@/shared/testing/texts';
import { serviceText } from './words';

beforeAll(startTestTexts);

const names: Readonly<Record<string, string>> = {
  anna: 'Анна Сергеевна',
  misha: 'Миша Ким',
  lena: 'Лена Орлова',
};
const nameOf = (id: string) => names[id] ?? 'Участник';

it.each([
  ['chat_created', { actor: 'misha', title: 'Стенгазета' }, 'Миша Ким: создан чат «Стенгазета»'],
  ['title_changed', { actor: 'misha', title: 'Газета' }, 'Миша Ким: новое название чата «Газета»'],
  ['members_added', { actor: 'anna', people: ['misha', 'lena'] }, 'Новые участники: Миша Ким, Лена Орлова'],
  ['member_removed', { actor: 'anna', person: 'lena' }, 'Лена Орлова больше не в чате'],
  ['member_left', { actor: 'lena' }, 'Лена Орлова больше не в чате'],
  ['joined_by_link', { actor: 'lena' }, 'Лена Орлова теперь в чате: по ссылке'],
  ['link_reset', { actor: 'misha' }, 'Миша Ким: новая ссылка-приглашение, прежняя не действует'],
  ['owner_changed', { actor: 'misha', person: 'lena' }, 'Владелец чата теперь Лена Орлова'],
  ['picture_changed', { actor: null }, 'Школа: новая картинка чата'],
  [
    'case_opened',
    { profile: 'Ким Михаил', account: 'Ким Лена' },
    'Обращение в школу: не удалось привязать профиль «Ким Михаил» к аккаунту в дневнике «Ким Лена»',
  ],
  ['something_new', {}, 'В чате что-то изменилось'],
])('words %s', (code, facts, words) => {
  expect(serviceText(code, facts, nameOf)).toBe(words);
});
