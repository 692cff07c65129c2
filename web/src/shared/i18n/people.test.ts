import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { calledName, type Role, rolesInWords, worksAtSchool } from './people';

beforeAll(startTestTexts);

const school = 'Школа № 7';
const anna = { last_name: 'Иванова', first_name: 'Анна', patronymic: 'Сергеевна' };
const head: Role = { role: 'homeroom_teacher', school, detail: '7Б' };
const mother: Role = { role: 'guardian', school, detail: 'Коля' };

it('calls who works at a school by the patronymic, and everybody else by the last name', () => {
  expect(calledName({ name: anna, badges: [head] })).toBe('Анна Сергеевна');
  expect(calledName({ name: anna, badges: [mother] })).toBe('Анна Иванова');
});

it('tells roles in words, each once', () => {
  expect(rolesInWords([head, mother, mother])).toBe('классный руководитель 7Б · родитель: Коля');
  expect(rolesInWords([{ role: 'teacher', school, detail: '' }])).toBe('учитель');
});

it('marks only who works at a school', () => {
  expect(worksAtSchool([mother])).toBe(false);
  expect(worksAtSchool([mother, head])).toBe(true);
});
