import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lessonMutation, lessonQuery } from '@/data/journal/lesson';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';

/** One lesson, with its students for its teacher. */
export function useLesson(lesson_id: string) {
  return useQuery(lessonQuery(lesson_id));
}

/** Change a lesson. */
export function useWriteLesson(lesson_id: string) {
  return useRouteMutation(...lessonMutation(useQueryClient(), lesson_id));
}

/** The visible distance lessons between two days. */
export function useRemoteLessons(from_on: string, to_on: string) {
  return useQuery(routeQuery('/api/journal/remote-lessons', { params: { query: { from_on, to_on } } }));
}

/** The person's own distance lesson that has not ended. */
export function useRunningLesson(isWanted: boolean) {
  return useQuery({ ...routeQuery('/api/journal/remote-lessons/running'), enabled: isWanted });
}

/** The teacher's actions on a distance lesson. */
export function useRemoteActs(lesson_id: string) {
  const toInit = () => ({ params: { path: { lesson_id } } });
  const shown = { showsFailure: true };
  return {
    create: useRouteMutation('post', '/api/journal/lessons/{lesson_id}/remote', toInit, shown),
    remove: useRouteMutation('delete', '/api/journal/lessons/{lesson_id}/remote', toInit, shown),
    publish: useRouteMutation('post', '/api/journal/lessons/{lesson_id}/remote/publish', toInit, shown),
    takeBack: useRouteMutation('post', '/api/journal/lessons/{lesson_id}/remote/take-back', toInit, shown),
  };
}

/** End a distance lesson: this one, or another that is still running. */
export function useEndLesson() {
  return useRouteMutation(
    'post',
    '/api/journal/lessons/{lesson_id}/remote/end',
    (lesson_id: string) => ({ params: { path: { lesson_id } } }),
    { showsFailure: true },
  );
}

/** Create a lesson that takes place now, in the demo school. */
export function useLessonNow() {
  return useRouteMutation('post', '/api/demo/lesson-now', () => ({}));
}
