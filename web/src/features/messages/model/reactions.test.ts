import { expect, it } from 'vitest';
import { afterChoosing, reactionOf } from './reactions';

const message = {
  reactions: [
    { emoji: '👍', profiles: ['misha', 'lena'] },
    { emoji: '❤️', profiles: ['vera'] },
  ],
};

it('knows one’s own reaction from the ids', () => {
  expect(reactionOf(message, 'vera')).toBe('❤️');
  expect(reactionOf(message, 'anna')).toBeNull();
});

it('takes a reaction back by choosing it once more', () => {
  expect(afterChoosing('👍', null)).toBe('👍');
  expect(afterChoosing('👍', '❤️')).toBe('👍');
  expect(afterChoosing('👍', '👍')).toBeNull();
});
