import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '@/shared/testing/texts';
import { serviceText } from './words';

beforeAll(startTestTexts);

const names: Readonly<Record<string, string>> = {
  anna: 'Анна Сергеевна',
  misha: 'Миша Ким',
  lena: 'Лена Орлова',
};
const anna = { actor: 'anna', actor_sex: 'female' };
const misha = { actor: 'misha', actor_sex: 'male' };
const me = { actor: 'vera', actor_sex: 'female' };
const nameOf = (id: string) => names[id] ?? 'Участник';

it.each([
  ['chat_created', { ...anna, title: 'Стенгазета' }, 'Анна Сергеевна создала чат «Стенгазета»'],
  ['chat_created', { ...misha, title: 'Стенгазета' }, 'Миша Ким создал чат «Стенгазета»'],
  ['chat_created', { ...me, title: 'Стенгазета' }, 'Вы создали чат «Стенгазета»'],
  ['chat_created', { actor: 'misha', title: 'Стенгазета' }, 'Миша Ким: создан чат «Стенгазета»'],
  ['title_changed', { ...misha, title: 'Газета' }, 'Миша Ким изменил название чата на «Газета»'],
  ['members_added', { ...anna, people: ['misha', 'lena'] }, 'Анна Сергеевна добавила: Миша Ким, Лена Орлова'],
  ['member_removed', { ...misha, person: 'lena' }, 'Миша Ким удалил из чата: Лена Орлова'],
  ['member_left', anna, 'Анна Сергеевна покинула чат'],
  ['joined_by_link', misha, 'Миша Ким вступил в чат по ссылке'],
  ['joined_by_link', me, 'Вы вступили в чат по ссылке'],
  ['link_created', anna, 'Анна Сергеевна создала ссылку-приглашение'],
  ['link_reset', misha, 'Миша Ким сбросил ссылку-приглашение, прежняя не действует'],
  ['link_deleted', me, 'Вы выключили ссылку-приглашение'],
  ['owner_changed', { ...misha, person: 'lena' }, 'Теперь владелец чата — Лена Орлова'],
  ['owner_changed', { ...misha, person: 'vera' }, 'Теперь вы владелец чата'],
  ['picture_changed', { actor: null, actor_sex: null }, 'Школа сменила картинку чата'],
  [
    'case_opened',
    { profile: 'Ким Михаил', account: 'Ким Лена' },
    'Обращение в школу: не удалось привязать профиль «Ким Михаил» к аккаунту в дневнике «Ким Лена»',
  ],
  ['something_new', {}, 'В чате что-то изменилось'],
])('words %s', (code, facts, words) => {
  expect(serviceText(code, facts, nameOf, 'vera')).toBe(words);
});
