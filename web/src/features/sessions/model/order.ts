import type { SessionRead } from '@/shared/api/schema';

/** Give the devices with this one first and the others by last use, the newest first. */
export function inOrder(sessions: readonly SessionRead[]): SessionRead[] {
  return [...sessions].sort(
    (a, b) => Number(b.is_current) - Number(a.is_current) || b.seen_at.localeCompare(a.seen_at),
  );
}

/** Whether the device is one that is carried about, by the name the server gave it. */
export function isCarried(device: string): boolean {
  return /android|iphone|ipad|ios/i.test(device);
}
