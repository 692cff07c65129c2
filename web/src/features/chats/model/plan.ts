/** When a planned call begins. Pure. */

const HOUR = 3_600_000;

/** What the fields of date and time hold. */
export interface PlannedTime {
  /** «2026-11-23». */
  readonly date: string;
  /** «18:00». */
  readonly time: string;
}

/** Give the moment that date and time mean where the person is. */
export function momentOf({ date, time }: PlannedTime): Date | undefined {
  const moment = new Date(`${date}T${time}`);
  return date === '' || time === '' || Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** Say what is wrong with the chosen time. */
export function faultOf(chosen: PlannedTime, now: number): 'missing' | 'past' | undefined {
  const moment = momentOf(chosen);
  if (!moment) return 'missing';
  return moment.getTime() < now ? 'past' : undefined;
}

/** Offer the next full hour that leaves some time to prepare. */
export function offeredTime(now: number): PlannedTime {
  const moment = new Date(Math.ceil((now + HOUR / 4) / HOUR) * HOUR);
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    date: `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}
