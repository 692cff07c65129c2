/** A birth date as typed: day, month, year, and the whole date once it is valid. */

export interface TypedDate {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export type DateProblem = 'incomplete' | 'impossible' | 'future' | 'too_long_ago' | 'too_young';

const OLDEST = 110;
const YOUNGEST = 5;

/** Return the problem of the date on the day `today` («2026-11-23»), or undefined. */
export function dateProblem(typed: TypedDate, today: string): DateProblem | undefined {
  if (!typed.day || !typed.month || typed.year.length < 4) return 'incomplete';
  const on = isoDate(typed);
  if (!on) return 'impossible';
  if (on > today) return 'future';
  if (on > yearsBefore(today, YOUNGEST)) return 'too_young';
  if (on <= yearsBefore(today, OLDEST + 1)) return 'too_long_ago';
  return undefined;
}

/** Return «2014-03-05», or undefined if there is no such day. */
export function isoDate({ day, month, year }: TypedDate): string | undefined {
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : undefined;
}

/** Split a date into fields; «» gives empty ones. */
export function typedDate(iso: string): TypedDate {
  const [year = '', month = '', day = ''] = iso.split('-');
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

function yearsBefore(today: string, years: number): string {
  return `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
}
