import { expect, it } from 'vitest';
import { MUTE_CHOICES } from './mute';

const morning = MUTE_CHOICES.find(({ label }) => label === 'chats.muteUntilMorning');

it.each([
  ['late in the evening', new Date(2026, 10, 23, 22, 30), new Date(2026, 10, 24, 8)],
  ['in the small hours', new Date(2026, 10, 24, 1, 15), new Date(2026, 10, 24, 8)],
  ['at eight sharp', new Date(2026, 10, 24, 8), new Date(2026, 10, 25, 8)],
  ['on the last day of a month', new Date(2026, 10, 30, 20), new Date(2026, 11, 1, 8)],
])('%s «until morning» is the next eight o’clock', (_when, now, until) => {
  expect(morning?.until(now)).toEqual(until);
});

it('offers ever longer silences', () => {
  const now = new Date(2026, 10, 23, 12);
  const ends = MUTE_CHOICES.map(({ until }) => until(now).getTime());
  expect([...ends].sort((a, b) => a - b)).toEqual(ends);
});
