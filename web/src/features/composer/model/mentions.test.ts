import { expect, it } from 'vitest';
import type { Role } from '@/shared/person/person';
import {
  type Candidate,
  candidatesFor,
  insertMention,
  mentionedIn,
  mentionQueryAt,
  mentionsIn,
} from './mentions';

const person = (
  first_name: string,
  last_name: string,
  patronymic: string | null = null,
  role: Role['role'] = 'student',
) => ({
  name: { first_name, last_name, patronymic },
  badges: [{ role, school: '', detail: '' }],
});
const anna: Candidate = {
  profileId: 'a',
  label: 'Анна Сергеевна',
  person: person('Анна', 'Иванова', 'Сергеевна', 'teacher'),
};
const misha: Candidate = { profileId: 'm', label: 'Миша Ким', person: person('Миша', 'Ким') };
const otherMisha: Candidate = { profileId: 'n', label: 'Миша Ким', person: person('Миша', 'Ким') };
const fyodor: Candidate = { profileId: 'f', label: 'Фёдор Орлов', person: person('Фёдор', 'Орлов') };
const all: Candidate = { profileId: null, label: 'всех', person: null };

it.each([
  ['@', 1, { start: 0, query: '' }],
  ['Привет, @Ми', 11, { start: 8, query: 'Ми' }],
  ['@Анна Се', 8, { start: 0, query: 'Анна Се' }],
  ['(@Ми', 4, { start: 1, query: 'Ми' }],
  ['@оʼкон', 6, { start: 0, query: 'оʼкон' }],
  ['@Анна‑Ма', 8, { start: 0, query: 'Анна‑Ма' }],
  ['почта@школа', 11, undefined],
  ['@Миша Ким и ещё', 15, undefined],
  ['@Ми дальше', 3, { start: 0, query: 'Ми' }],
])('in «%s» at %i one is naming %j', (text, caret, query) => {
  expect(mentionQueryAt(text, caret)).toEqual(query);
});

it('offers people by any of their names, ё being е', () => {
  const everybody = [anna, misha, fyodor, all];
  expect(candidatesFor('ив', everybody)).toEqual([anna]);
  expect(candidatesFor('федор', everybody)).toEqual([fyodor]);
  expect(candidatesFor('all', everybody)).toEqual([all]);
  expect(candidatesFor('', everybody)).toEqual([all, anna, misha, fyodor]);
});

it('offers first who is called so, and by a patronymic only who is called by it', () => {
  const varvara = {
    profileId: 'v',
    label: 'Варвара Соколова',
    person: person('Варвара', 'Соколова', 'Михайловна', 'guardian'),
  };
  const teacher = {
    profileId: 't',
    label: 'Анна Михайловна',
    person: person('Анна', 'Белова', 'Михайловна', 'teacher'),
  };
  const people = [varvara, teacher, { ...misha, person: person('Михаил', 'Ким') }];
  expect(candidatesFor('ми', people).map(({ profileId }) => profileId)).toEqual(['m', 't']);
  expect(candidatesFor('варвара мих', people)).toEqual([varvara]);
});

it('puts the name where it was being typed, with one space after it', () => {
  expect(insertMention('Привет, @Ми', { start: 8, query: 'Ми' }, misha)).toEqual({
    text: 'Привет, @Миша Ким ',
    caret: 18,
  });
  expect(insertMention('@Ми дальше', { start: 0, query: 'Ми' }, misha)).toEqual({
    text: '@Миша Ким дальше',
    caret: 10,
  });
});

const plain = (text: string) => ({ text, entities: [] });
const mishaAt = (offset: number, profile_id = 'm') => ({ kind: 'mention', offset, length: 9, profile_id });

it('names whom the finished text still names', () => {
  expect(mentionsIn(plain('@Миша Ким и @всех'), [anna, misha, all], [])).toEqual([
    mishaAt(0),
    { kind: 'mention_all', offset: 12, length: 5 },
  ]);
  expect(mentionsIn(plain('@Миша Кимов, почта@всех.рф'), [misha, all], [])).toEqual([]);
  expect(mentionsIn(plain('@Миша Ким'), [], [])).toEqual([]);
});

it('names nobody in code, nor across other formatting', () => {
  const text = '@Миша Ким и @Миша Ким';
  const entities = [
    { kind: 'code' as const, offset: 0, length: 9 },
    { kind: 'bold' as const, offset: 12, length: 9 },
  ];
  expect(mentionsIn({ text, entities }, [misha], [])).toEqual([mishaAt(12)]);
  expect(mentionsIn({ text, entities: [{ kind: 'bold', offset: 3, length: 12 }] }, [misha], [])).toEqual([]);
});

it('tells namesakes apart by whom one chose, in the order of choosing', () => {
  const text = plain('@Миша Ким');
  expect(mentionsIn(text, [misha, otherMisha], ['n'])).toEqual([mishaAt(0, 'n')]);
  expect(mentionsIn(text, [misha, otherMisha], [])).toEqual([mishaAt(0, 'm')]);
  const both = plain('@Миша Ким и @Миша Ким');
  expect(mentionsIn(both, [misha, otherMisha], ['n', 'm'])).toEqual([mishaAt(0, 'n'), mishaAt(12, 'm')]);
});

it('names people with compound names, and nobody whose name is a part of one', () => {
  const elena: Candidate = { profileId: 'e', label: 'Елена Салтыкова-Щедрина', person: null };
  const ivanova: Candidate = { profileId: 'i', label: 'Анна Иванова', person: null };
  const petrova: Candidate = { profileId: 'p', label: 'Анна Иванова-Петрова', person: null };
  const offset = 0;
  expect(mentionsIn(plain('@Елена Салтыкова-Щедрина, да?'), [elena, ivanova], [])).toEqual([
    { kind: 'mention', offset, length: 24, profile_id: 'e' },
  ]);
  expect(mentionsIn(plain('@Анна Иванова-Петрова'), [ivanova, petrova], [])).toEqual([
    { kind: 'mention', offset, length: 21, profile_id: 'p' },
  ]);
  expect(mentionsIn(plain('@Анна Иванова-Петрова'), [ivanova], [])).toEqual([]);
  expect(mentionsIn(plain('@Анна Иванова - вот'), [ivanova], [])).toHaveLength(1);
});

it('keeps whom a message mentioned, by the name they had then', () => {
  const text = '@Лена Орлова и @Миша Ким';
  const entities = [{ kind: 'mention' as const, offset: 0, length: 12, profile_id: 'e' }];
  const before = mentionedIn({ text, entities });
  expect(before).toEqual([{ profileId: 'e', label: 'Лена Орлова', person: null }]);
  const renamed: Candidate = { profileId: 'e', label: 'Елена Иванова', person: null };
  expect(mentionsIn(plain(`Вот: ${text}`), [...before, renamed, misha], [])).toEqual([
    { kind: 'mention', offset: 5, length: 12, profile_id: 'e' },
    mishaAt(20),
  ]);
});
