import type { TextKey } from '@/shared/i18n/keys';

const HOUR = 3_600_000;
const MORNING = 8;
const FOREVER = new Date(Date.UTC(9999, 0, 1));

export interface MuteChoice {
  readonly label: TextKey;
  readonly until: (now: Date) => Date;
}

/** For how long one may mute a chat. */
export const MUTE_CHOICES: readonly MuteChoice[] = [
  { label: 'chats.muteHour', until: (now) => new Date(now.getTime() + HOUR) },
  { label: 'chats.muteEightHours', until: (now) => new Date(now.getTime() + 8 * HOUR) },
  { label: 'chats.muteUntilMorning', until: nextMorning },
  { label: 'chats.muteAlways', until: () => FOREVER },
];

/** Tell whether a chat is muted without an end. */
export function isForever(until: string): boolean {
  return Date.parse(until) >= FOREVER.getTime();
}

/** Give the next eight o'clock in the morning where the viewer is. */
function nextMorning(now: Date): Date {
  const morning = new Date(now);
  morning.setHours(MORNING, 0, 0, 0);
  if (morning <= now) morning.setDate(morning.getDate() + 1);
  return morning;
}
