import { expect, it } from 'vitest';
import { placeOf, QUESTIONS, questionAfter, questionBefore, screenOf } from './screen';

it.each([
  ['phone', false, 'names', 'phone'],
  ['phone', true, 'sex', 'phone'],
  ['code', false, 'names', 'code'],
  ['code', true, 'names', 'password'],
  ['profile', false, 'names', 'names'],
  ['profile', true, 'birth', 'birth'],
  ['profile', false, 'check', 'check'],
  ['done', true, 'names', 'done'],
] as const)('at %s (password wanted: %s, question %s) shows %s', (step, wantsPassword, question, screen) => {
  expect(screenOf(step, wantsPassword, question)).toBe(screen);
});

it('counts the password as the step of the code', () => {
  expect(placeOf('password')).toBe(placeOf('code'));
  expect(placeOf('phone')).toBe(0);
  expect(placeOf('check')).toBe(5);
});

it('leads through the questions forth and back', () => {
  expect(QUESTIONS.map(questionAfter)).toEqual(['birth', 'sex', 'check', 'check']);
  expect(QUESTIONS.map(questionBefore)).toEqual([undefined, 'names', 'birth', 'sex']);
});
