import type { TextKey } from '@/shared/i18n/keys';

const HOUR = 3_600_000;
const MORNING = 8;
const FOREVER = new Date(Date.UTC(9999, 0, 1));

export interface MuteChoice {
  readonly label: TextKey;
  readonly until: (now: Date) => Date;
}

/** The durations for muting a chat. */
export const MUTE_CHOICES: readonly MuteChoice[] = [
  { label: 'chats.muteHour', until: (now) => new Date(now.getTime() + HOUR) },
  { label: 'chats.muteEightHours', until: (now) => new Date(now.getTime() + 8 * HOUR) },
  { label: 'chats.muteUntilMorning', until: nextMorning },
  { label: 'chats.muteAlways', until: () => FOREVER },
];

/** True if a chat is muted forever. */
export function isForever(until: string): boolean {
  return Date.parse(until) >= FOREVER.getTime();
}

/** Return the next 8 a.m. in the viewer's time zone. */
function nextMorning(now: Date): Date {
  const morning = new Date(now);
  morning.setHours(MORNING, 0, 0, 0);
  if (morning <= now) morning.setDate(morning.getDate() + 1);
  return morning;
}
