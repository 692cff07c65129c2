import { isApiError } from '@/shared/api/errors';

/** A distance lesson of the same teacher that has not been ended. */
export interface OtherLesson {
  readonly lesson_id: string;
  readonly title: string;
}

/** Return the lesson that blocks another, if the error names one. */
export function otherLesson(failure: unknown): OtherLesson | undefined {
  if (!isApiError(failure, 'other_lesson_running')) return undefined;
  const { lesson_id, title } = failure.extra;
  return typeof lesson_id === 'string' && typeof title === 'string' ? { lesson_id, title } : undefined;
}
