/** When a planned call begins. Pure. */

const HOUR = 3_600_000;

/** The values of the fields for date and time. */
export interface PlannedTime {
  /** «2026-11-23». */
  readonly date: string;
  /** «18:00». */
  readonly time: string;
}

/** Return the moment of date and time in the viewer's time zone. */
export function momentOf({ date, time }: PlannedTime): Date | undefined {
  const moment = new Date(`${date}T${time}`);
  return date === '' || time === '' || Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** Return what is wrong with the chosen time. */
export function faultOf(chosen: PlannedTime, now: number): 'missing' | 'past' | undefined {
  const moment = momentOf(chosen);
  if (!moment) return 'missing';
  return moment.getTime() < now ? 'past' : undefined;
}

/** Return the next full hour that leaves time to prepare. */
export function offeredTime(now: number): PlannedTime {
  return timeOf(new Date(Math.ceil((now + HOUR / 4) / HOUR) * HOUR));
}

/** Return the values of the fields for a moment, in the viewer's time zone. */
export function timeOf(moment: Date): PlannedTime {
  const two = (number: number) => String(number).padStart(2, '0');
  return {
    date: `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`,
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  };
}
