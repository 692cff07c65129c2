/** Notices of distance lessons. Pure. */
import type { NoticeRead } from '@/shared/api/schema';

/** A published lesson, as the notice tells it. */
export interface LessonNotice {
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
export function lessonsIn(notices: readonly NoticeRead[], now: number): readonly LessonNotice[] {
  return notices
    .flatMap((notice) => lessonOf(notice) ?? [])
    .filter(({ startsAt }) => Date.parse(startsAt) > now - NEWS_FOR_MS)
    .sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
}

function lessonOf({ id, code, facts, is_read }: NoticeRead): LessonNotice | undefined {
  const { lesson_id: lessonId, title, starts_at: startsAt, child } = facts;
  if (code !== 'lesson_published' || is_read) return undefined;
  if (typeof lessonId !== 'string' || typeof title !== 'string' || typeof startsAt !== 'string')
    return undefined;
  return { id, lessonId, title, startsAt, child: typeof child === 'string' && child ? child : undefined };
}
