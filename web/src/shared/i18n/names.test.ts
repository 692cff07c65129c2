import { expect, it } from 'vitest';
import { fullName, initials, politeName, shortName } from './names';

const anna = { last_name: 'Иванова', first_name: 'Анна', patronymic: 'Сергеевна' };
const misha = { last_name: 'Ким', first_name: 'Миша', patronymic: null };

it('names an adult by first name and patronymic, and who has no patronymic by first and last name', () => {
  expect(politeName(anna)).toBe('Анна Сергеевна');
  expect(politeName(misha)).toBe('Миша Ким');
});

it('leaves no gap where there is no patronymic', () => {
  expect(fullName(anna)).toBe('Иванова Анна Сергеевна');
  expect(fullName(misha)).toBe('Ким Миша');
  expect(shortName(misha)).toBe('Миша Ким');
});

it.each([
  ['Анна Сергеевна', 'АС'],
  ['7 «Б» — класс', '7Б'],
  ['7б', '7Б'],
  ['Библиотека', 'Б'],
  ['ёлка и ёж', 'ЁИ'],
  ['  ', ''],
])('writes «%s» as «%s»', (title, letters) => {
  expect(initials(title)).toBe(letters);
});
