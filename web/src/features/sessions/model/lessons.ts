/** Notices of distance lessons. Pure. */
import type { NotificationRead } from '@/shared/api/schema';

/** A published lesson, as the notice tells it. */
export interface LessonNotification {
  /** Of the notice. */
  readonly id: string;
  readonly lessonId: string;
  readonly title: string;
  readonly startsAt: string;
  /** For a guardian: whose lesson it is. */
  readonly child: string | undefined;
}

/** A lesson of yesterday is no news. */
const NEWS_FOR_MS = 12 * 3_600_000;

/** Give the unread notices of lessons that are still to come, or were a while ago; the nearest first. */
export function lessonsIn(notifications: readonly NotificationRead[], now: number): readonly LessonNotification[] {
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
