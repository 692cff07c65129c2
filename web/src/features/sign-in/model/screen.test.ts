import { expect, it } from 'vitest';
import { progressOf, QUESTIONS, questionAfter, questionBefore, screenOf } from './screen';

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

it.each([
  ['phone', 0, 2],
  ['code', 1, 2],
  ['password', 1, 2],
  ['names', 0, 4],
  ['check', 3, 4],
] as const)('shows %s as step %i of %i', (screen, current, total) => {
  expect(progressOf(screen)).toMatchObject({ current });
  expect(progressOf(screen).steps).toHaveLength(total);
});

it('leads through the questions forth and back', () => {
  expect(QUESTIONS.map(questionAfter)).toEqual(['birth', 'sex', 'check', 'check']);
  expect(QUESTIONS.map(questionBefore)).toEqual([undefined, 'names', 'birth', 'sex']);
});
