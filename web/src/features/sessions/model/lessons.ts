/** Notifications of distance lessons. Pure. */
import type { NotificationRead } from '@/shared/api/schema';

/** A published lesson, from its notification. */
export interface LessonNotification {
  /** The id of the notification. */
  readonly id: string;
  readonly lessonId: string;
  readonly title: string;
  readonly startsAt: string;
  /** For guardians: the child's name. */
  readonly child: string | undefined;
}

/** Older lessons are not shown. */
const NEWS_FOR_MS = 12 * 3_600_000;

/** Return the unread notifications of coming and recent lessons, the nearest first. */
export function lessonsIn(
  notifications: readonly NotificationRead[],
  now: number,
): readonly LessonNotification[] {
  return notifications
    .flatMap((notification) => lessonOf(notification) ?? [])
    .filter(({ startsAt }) => Date.parse(startsAt) > now - NEWS_FOR_MS)
    .sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
}

function lessonOf({ id, code, params, is_read }: NotificationRead): LessonNotification | undefined {
  const { lesson_id: lessonId, title, starts_at: startsAt, child } = params;
  if (code !== 'lesson_published' || is_read) return undefined;
  if (typeof lessonId !== 'string' || typeof title !== 'string' || typeof startsAt !== 'string')
    return undefined;
  return { id, lessonId, title, startsAt, child: typeof child === 'string' && child ? child : undefined };
}
