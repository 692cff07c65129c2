import { beforeAll, expect, it } from 'vitest';
import { startTestTexts } from '../testing/texts';
import { calendarDate, dayAndTime, dayHeading, dayKey, shortMoment, timeOfDay, whenInWords } from './time';

const ZONE = 'Asia/Yekaterinburg';
const now = new Date('2026-11-23T10:00:00Z'); // a Monday, 15:00 in the school

beforeAll(startTestTexts);

it.each([
  ['2026-11-23T07:48:00Z', '12:48'],
  ['2026-11-22T20:00:00Z', '01:00'],
  ['2026-11-22T18:00:00Z', 'вчера'],
  ['2026-11-20T07:00:00Z', 'пт'],
  ['2026-10-03T07:00:00Z', '3 окт'],
  ['2025-10-03T07:00:00Z', '03.10.25'],
])('a list shows %s as «%s»', (at, shown) => {
  expect(shortMoment(at, now, ZONE)).toBe(shown);
});

it.each([
  ['2026-11-23T07:48:00Z', 'Сегодня'],
  ['2026-11-22T07:48:00Z', 'Вчера'],
  ['2026-10-03T07:48:00Z', '3 октября'],
])('a conversation heads %s with «%s»', (at, shown) => {
  expect(dayHeading(at, now, ZONE)).toBe(shown);
});

it('tells the day and the time in the named zone', () => {
  expect(dayKey('2026-11-22T20:00:00Z', ZONE)).toBe('2026-11-23');
  expect(timeOfDay('2026-11-22T20:00:00Z', 'Europe/Moscow')).toBe('23:00');
});

it('never moves a birthday to another day', () => {
  expect(calendarDate('2012-05-03')).toBe('3 мая 2012 г.');
});

it('names a moment by its time, and another day by its date, too', () => {
  expect(dayAndTime('2026-11-23T12:00:00Z', now, ZONE)).toBe('17:00');
  expect(dayAndTime('2026-11-24T12:00:00Z', now, ZONE)).toBe('24 ноября, 17:00');
});

it('says in a sentence when something begins', () => {
  expect(whenInWords('2026-11-23T12:00:00Z', ZONE, now)).toBe('в 17:00 по времени школы');
  expect(whenInWords('2026-12-01T06:30:00Z', ZONE, now)).toBe('1 декабря в 11:30 по времени школы');
});
