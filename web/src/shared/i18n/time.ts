import { serverNow } from '../clock';
import { language, t } from './text';

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Return the time of day, «12:48»; in the viewer's time zone unless another (a school's) is named. */
export function timeOfDay(at: Date | string, zone?: string): string {
  return format(at, { hour: '2-digit', minute: '2-digit' }, zone);
}

/** Return a time of a lesson in its school's zone, and say so where the viewer's clock shows another. */
export function schoolTime(at: Date | string, zone: string | undefined): string {
  return saidAsSchoolTime(timeOfDay(at, zone), at, zone);
}

/** Return these words, with the remark that they are by the school's clock where the viewer's shows another time. */
export function saidAsSchoolTime(words: string, at: Date | string, zone: string | undefined): string {
  return isOtherZone(at, zone) ? t('ui.schoolTime', { words }) : words;
}

/** True if clocks in that zone show another time at this moment than the viewer's. */
export function isOtherZone(at: Date | string, zone: string | undefined): boolean {
  return zone !== undefined && wallClock(at, zone) !== wallClock(at);
}

/** Return a short time for lists: time, «вчера», weekday, «3 окт», «03.10.25». */
export function shortMoment(at: Date | string, now = new Date(serverNow()), zone?: string): string {
  const days = daysBetween(at, now, zone);
  if (days <= 0) return timeOfDay(at, zone);
  if (days === 1) return t('ui.yesterday');
  if (days < 7) return format(at, { weekday: 'short' }, zone);
  if (sameYear(at, now, zone)) return format(at, { day: 'numeric', month: 'short' }, zone).replace('.', '');
  return format(at, { day: '2-digit', month: '2-digit', year: '2-digit' }, zone);
}

/** Return a time with its day if not today: «18:00», «24 ноября, 18:00». */
export function dayAndTime(at: Date | string, now = new Date(serverNow()), zone?: string): string {
  const time = timeOfDay(at, zone);
  if (daysBetween(at, now, zone) === 0) return time;
  const year = sameYear(at, now, zone) ? {} : ({ year: 'numeric' } as const);
  return `${format(at, { day: 'numeric', month: 'long', ...year }, zone)}, ${time}`;
}

/** Return when something begins, for a sentence: «в 18:00», «24 ноября в 18:00»; by the school's clock, if a zone is given. */
export function whenInWords(at: Date | string, zone?: string, now = new Date(serverNow())): string {
  const time = timeOfDay(at, zone);
  const isToday = daysBetween(at, now, zone) === 0;
  const day = isToday ? '' : format(at, { day: 'numeric', month: 'long' }, zone);
  const words = isToday ? t('ui.atTime', { time }) : t('ui.onDayAtTime', { day, time });
  return saidAsSchoolTime(words, at, zone);
}

/** Return the heading of a day in a conversation: «Сегодня», «Вчера», «3 октября», «3 октября 2025 г.». */
export function dayHeading(at: Date | string, now = new Date(serverNow()), zone?: string): string {
  const days = daysBetween(at, now, zone);
  if (days === 0) return t('ui.todayHeading');
  if (days === 1) return t('ui.yesterdayHeading');
  const year = sameYear(at, now, zone) ? {} : ({ year: 'numeric' } as const);
  return format(at, { day: 'numeric', month: 'long', ...year }, zone);
}

/** Return day and time in full, for a tooltip or a screen reader. */
export function fullMoment(at: Date | string, zone?: string): string {
  return format(
    at,
    { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    zone,
  );
}

/** Return a formatted calendar date such as a birthday («2012-05-03»); it has no time zone. */
export function calendarDate(on: string): string {
  return format(`${on}T00:00:00Z`, { day: 'numeric', month: 'long', year: 'numeric' }, 'UTC');
}

/** Return the calendar day in the zone as «2026-11-23»: equal for moments of the same day. */
export function dayKey(at: Date | string, zone?: string): string {
  const parts = formatter('sv', { year: 'numeric', month: '2-digit', day: '2-digit' }, zone);
  return parts.format(new Date(at));
}

/** Return a calendar date without its year: «3 октября». */
export function dayOnly(on: string): string {
  return format(`${on}T00:00:00Z`, { day: 'numeric', month: 'long' }, 'UTC');
}

/** Return the names of the twelve months: «январь», «февраль», … */
export function monthNames(): string[] {
  return Array.from({ length: 12 }, (_, month) =>
    format(new Date(Date.UTC(2024, month)), { month: 'long' }, 'UTC'),
  );
}

function wallClock(at: Date | string, zone?: string): string {
  return formatter('sv', { dateStyle: 'short', timeStyle: 'short' }, zone).format(new Date(at));
}

function daysBetween(at: Date | string, now: Date, zone?: string): number {
  return Math.round((Date.parse(dayKey(now, zone)) - Date.parse(dayKey(at, zone))) / DAY);
}

function sameYear(at: Date | string, now: Date, zone?: string): boolean {
  return dayKey(at, zone).slice(0, 4) === dayKey(now, zone).slice(0, 4);
}

function format(at: Date | string, options: Intl.DateTimeFormatOptions, zone?: string): string {
  return formatter(language(), options, zone).format(new Date(at));
}

/** Creating a formatter costs a thousand times more than using one. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions, zone?: string) {
  const key = JSON.stringify([locale, options, zone]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, zone ? { ...options, timeZone: zone } : options);
  formats.set(key, made);
  return made;
}
