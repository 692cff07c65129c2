import { routeQuery } from '@/shared/api/routes';

/** The query of one lesson. */
export const lessonQuery = (lesson_id: string) =>
  routeQuery('/api/journal/lessons/{lesson_id}', { params: { path: { lesson_id } } });
