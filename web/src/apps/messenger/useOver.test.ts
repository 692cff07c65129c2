import { expect, it } from 'vitest';
import { overWords } from './useOver';

it.each([
  ['left', null, undefined],
  ['ended', 'ended', 'join.status.ended'],
  ['ended', 'lesson', 'join.status.lesson_ended'],
  ['ended', 'missed', undefined],
  ['removed', null, 'join.status.removed'],
  ['gone', null, 'join.status.ended'],
] as const)('a call that is over (%s, %s) is told of by %s', (reason, endReason, words) => {
  expect(overWords(reason, endReason)).toBe(words);
});
