/** Notifications by day. Pure. */
import type { NotificationRead } from '@/shared/api/schema';
import { dayKey } from '@/shared/i18n/time';

export interface NotificationDay {
  readonly key: string;
  readonly notifications: readonly NotificationRead[];
}

/** Return the notifications by the viewer's days, in the given order. */
export function byDay(notifications: readonly NotificationRead[], zone?: string): readonly NotificationDay[] {
  const days: { key: string; notifications: NotificationRead[] }[] = [];
  for (const notification of notifications) {
    const key = dayKey(notification.at, zone);
    const last = days.at(-1);
    if (last?.key === key) last.notifications.push(notification);
    else days.push({ key, notifications: [notification] });
  }
  return days;
}
