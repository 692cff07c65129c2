import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import {
  dayInWords,
  daysInWords,
  daysLater,
  isDay,
  mondayOf,
  shortWeekday,
  weekdayNamed,
  weekdayOf,
} from './days';

beforeAll(startTestTexts);

it.each([
  ['2026-11-23', true],
  ['2026-02-30', false],
  ['23.11.2026', false],
  ['2026-11-23T10:00', false],
  [undefined, false],
])('finds «%s» to be a day: %s', (words, answer) => {
  expect(isDay(words)).toBe(answer);
});

it('counts days over months, years and the change of clocks', () => {
  expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysLater('2026-03-30', -7)).toBe('2026-03-23');
});

it.each([
  ['2026-11-23', 1, '2026-11-23'],
  ['2026-11-29', 7, '2026-11-23'],
  ['2027-01-01', 5, '2026-12-28'],
])('knows the week of %s', (on, weekday, monday) => {
  expect(weekdayOf(on)).toBe(weekday);
  expect(mondayOf(on)).toBe(monday);
});

it('words days as people say them', () => {
  expect(dayInWords('2026-11-23')).toBe('понедельник, 23 ноября');
  expect(shortWeekday('2026-11-24')).toBe('вт');
  expect(weekdayNamed(6)).toBe('суббота');
});

it.each([
  ['2026-11-23', '2026-11-28', '23–28 ноября'],
  ['2026-11-30', '2026-12-05', '30 ноября – 5 декабря'],
])('words the week from %s to %s as %s', (from, to, words) => {
  expect(daysInWords(from, to).replace(/[\u2009\u00a0\u202f]/g, ' ')).toBe(words);
});
