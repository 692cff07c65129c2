import { isRefusal } from '@/shared/api/refusal';

/** A distance lesson of the same teacher that has not been ended. */
export interface OtherLesson {
  readonly lesson_id: string;
  readonly title: string;
}

/** Give the lesson because of which another cannot begin, if the refusal names one. */
export function otherLesson(failure: unknown): OtherLesson | undefined {
  if (!isRefusal(failure, 'other_lesson_running')) return undefined;
  const { lesson_id, title } = failure.facts;
  return typeof lesson_id === 'string' && typeof title === 'string' ? { lesson_id, title } : undefined;
}
