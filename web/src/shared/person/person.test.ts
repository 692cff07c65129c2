import { beforeAll, describe, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import {
  calledName,
  colourOf,
  fullName,
  lettersOf,
  listedName,
  type Names,
  type Role,
  rolesInWords,
  shortName,
  staffName,
  worksAtSchool,
} from './person';

beforeAll(startTestTexts);

const school = 'Школа № 7';
const anna: Names = { last_name: 'Белова', first_name: 'Анна', patronymic: 'Сергеевна' };
const misha: Names = { last_name: 'Соколов', first_name: 'Михаил', patronymic: 'Андреевич' };
const vera: Names = { last_name: 'Соколова', first_name: 'Вера', patronymic: 'Николаевна' };
const li: Names = { last_name: 'Ли', first_name: 'Мэй', patronymic: null };

const head: Role = { role: 'homeroom_teacher', school, detail: '7Б' };
const student: Role = { role: 'student', school, detail: '7Б' };
const mother: Role = { role: 'guardian', school, detail: 'Михаил' };

describe('a person has one name in conversations, one in lists, and the same letters', () => {
  it.each([
    ['a teacher', anna, [head], 'Анна Сергеевна', 'Белова Анна Сергеевна', 'АБ'],
    [
      'a teacher who is a guardian too',
      anna,
      [mother, head],
      'Анна Сергеевна',
      'Белова Анна Сергеевна',
      'АБ',
    ],
    ['a teacher without a patronymic', li, [head], 'Мэй Ли', 'Ли Мэй', 'МЛ'],
    ['a student', misha, [student], 'Михаил Соколов', 'Соколов Михаил', 'МС'],
    ['a guardian', vera, [mother], 'Вера Соколова', 'Соколова Вера Николаевна', 'ВС'],
    ['whoever no school has confirmed', li, [], 'Мэй Ли', 'Ли Мэй', 'МЛ'],
  ])('%s', (_, name, badges, called, listed, letters) => {
    expect(calledName({ name, badges })).toBe(called);
    expect(listedName({ name, badges })).toBe(listed);
    expect(lettersOf(name)).toBe(letters);
  });
});

it('names without badges, where the journal knows who it is', () => {
  expect(staffName(anna)).toBe('Анна Сергеевна');
  expect(fullName(misha)).toBe('Соколов Михаил Андреевич');
  expect(shortName(misha)).toBe('Михаил Соколов');
});

it.each([
  ['Анна Сергеевна', 'АС'],
  ['7 «Б» — класс', '7Б'],
  ['7б', '7Б'],
  ['7Б, родители', '7Б'],
  ['10А, учителя', '10А'],
  ['Алгебра, 7Б', 'А7'],
  ['5 класс', '5К'],
  ['Библиотека', 'Б'],
  ['ёлка и ёж', 'ЁИ'],
  ['  ', ''],
])('writes the title «%s» as «%s»', (title, letters) => {
  expect(lettersOf(title)).toBe(letters);
});

it('gives an id the same colour whatever its name', () => {
  expect(colourOf('0192-a')).toBe(colourOf('0192-a'));
});

it('tells roles in words, each once', () => {
  expect(rolesInWords([head, mother, mother])).toBe('классный руководитель 7Б · родитель: Михаил');
  expect(rolesInWords([{ role: 'teacher', school, detail: '' }])).toBe('учитель');
  const subjects = 'Алгебра, История России, ОБЖ';
  expect(rolesInWords([{ role: 'teacher', school, detail: subjects }])).toBe(
    'учитель: алгебра, история России, ОБЖ',
  );
});

it('marks only who works at a school', () => {
  expect(worksAtSchool([mother])).toBe(false);
  expect(worksAtSchool([mother, head])).toBe(true);
});
