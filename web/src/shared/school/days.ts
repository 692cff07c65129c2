/** Calendar days in the server's format («2026-11-23»); they have no time zone. */
import { language } from '../i18n/text';

const DAY_MS = 86_400_000;

/** True if a text is a calendar day. */
export function isDay(words: string | undefined): words is string {
  if (words === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(words)) return false;
  const at = Date.parse(`${words}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(words);
}

/** Read a calendar day of an address. */
export function day(given: unknown): string | undefined {
  return typeof given === 'string' && isDay(given) ? given : undefined;
}

/** Return the day that many days later; earlier, if negative. */
export function daysLater(on: string, days: number): string {
  return new Date(utc(on) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Return the weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(on: string): number {
  return new Date(utc(on)).getUTCDay() || 7;
}

/** Return the Monday of the day's week. */
export function mondayOf(on: string): string {
  return daysLater(on, 1 - weekdayOf(on));
}

/** Return the name of the weekday: «понедельник». */
export function weekdayName(on: string): string {
  return format(on, { weekday: 'long' });
}

/** Return the short name of the weekday: «пн». */
export function shortWeekday(on: string): string {
  return format(on, { weekday: 'short' });
}

/** Return «23 ноября». */
export function dayAndMonth(on: string): string {
  return format(on, { day: 'numeric', month: 'long' });
}

/** Return «понедельник, 23 ноября». */
export function dayInWords(on: string): string {
  return format(on, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Return «23–28 ноября». */
export function daysInWords(from: string, to: string): string {
  const options = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(language(), options).formatRange(utc(from), utc(to));
}

/** Return a weekday's name by its number. */
export function weekdayNamed(weekday: number, length: 'long' | 'short' = 'long'): string {
  return format(daysLater('2024-01-01', weekday - 1), { weekday: length });
}

function utc(on: string): number {
  return Date.parse(`${on}T00:00:00Z`);
}

function format(on: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language(), { ...options, timeZone: 'UTC' }).format(utc(on));
}
