/** Notifications of distance lessons. Pure. */
import type { NotificationRead } from '@/shared/api/schema';

/** A published lesson, from its notification. */
export interface LessonNotification {
  /** The id of the notification. */
  readonly id: string;
  readonly lessonId: string;
  readonly title: string;
  readonly startsAt: string;
  readonly zone: string | undefined;
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

function lessonOf({
  id,
  kind,
  target_id,
  child,
  params,
  read_at,
}: NotificationRead): LessonNotification | undefined {
  const { title, starts_at: startsAt, time_zone } = params;
  const zone = typeof time_zone === 'string' ? time_zone : undefined;
  if (kind !== 'lesson_published' || read_at || target_id === null) return undefined;
  if (typeof title !== 'string' || typeof startsAt !== 'string') return undefined;
  return { id, lessonId: target_id, title, startsAt, zone, child: child ?? undefined };
}
