import type { SessionRead } from '@/shared/api/schema';

/** Return the sessions: this one first, the others by last use. */
export function inOrder(sessions: readonly SessionRead[]): SessionRead[] {
  return [...sessions].sort(
    (a, b) => Number(b.is_current) - Number(a.is_current) || b.seen_at.localeCompare(a.seen_at),
  );
}

/** True if the device is a phone or a tablet, by its name. */
export function isCarried(device: string): boolean {
  return /android|iphone|ipad|ios/i.test(device);
}
