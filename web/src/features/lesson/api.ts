import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';

const lessonKey = (lesson_id: string) => ['journal', 'lesson', lesson_id] as const;
const REMOTE = ['journal', 'remote'] as const;

/** One lesson, with its students for its teacher. */
export function useLesson(lesson_id: string) {
  return useQuery({
    queryKey: lessonKey(lesson_id),
    queryFn: () => dataOf(api.GET('/api/journal/lessons/{lesson_id}', { params: { path: { lesson_id } } })),
  });
}

/** The fields of a lesson that its teacher may change. */
export interface LessonText {
  readonly topic?: string;
  readonly homework_text?: string;
  readonly homework_file_ids?: string[];
}

/** Save the topic, the homework, the list of its files; one change after the other. */
export function useWriteLesson(lesson_id: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `lesson ${lesson_id}` },
    mutationFn: (body: LessonText) =>
      dataOf(api.PATCH('/api/journal/lessons/{lesson_id}', { params: { path: { lesson_id } }, body })),
    onSuccess: (page) => client.setQueryData(lessonKey(lesson_id), page),
  });
}

/** The visible distance lessons between two days. */
export function useRemoteLessons(from_on: string, to_on: string) {
  return useQuery({
    queryKey: [...REMOTE, from_on, to_on],
    queryFn: () => dataOf(api.GET('/api/journal/remote-lessons', { params: { query: { from_on, to_on } } })),
  });
}

/** The person's own distance lesson that has not ended. */
export function useRunningLesson(isWanted: boolean) {
  return useQuery({
    queryKey: ['journal', 'running'],
    queryFn: () => dataOf(api.GET('/api/journal/remote-lessons/running')),
    enabled: isWanted,
  });
}

/** The teacher's actions on a distance lesson. */
export function useRemoteActs(lesson_id: string) {
  const client = useQueryClient();
  const params = { path: { lesson_id } };
  const act = <T>(mutationFn: () => Promise<T>) => ({ mutationFn, onSettled: () => askRemote(client) });
  return {
    create: useMutation(act(() => dataOf(api.POST('/api/journal/lessons/{lesson_id}/remote', { params })))),
    remove: useMutation(act(() => dataOf(api.DELETE('/api/journal/lessons/{lesson_id}/remote', { params })))),
    publish: useMutation(
      act(() => dataOf(api.POST('/api/journal/lessons/{lesson_id}/remote/publish', { params }))),
    ),
    takeBack: useMutation(
      act(() => dataOf(api.POST('/api/journal/lessons/{lesson_id}/remote/take-back', { params }))),
    ),
  };
}

/** End a distance lesson: this one, or another that is still running. */
export function useEndLesson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lesson_id: string) =>
      dataOf(api.POST('/api/journal/lessons/{lesson_id}/remote/end', { params: { path: { lesson_id } } })),
    onSettled: () => askRemote(client),
  });
}

function askRemote(client: QueryClient): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: REMOTE }),
    client.invalidateQueries({ queryKey: ['journal', 'running'] }),
    client.invalidateQueries({ queryKey: ['journal', 'proposal'] }),
  ]);
}

/** Create a lesson that takes place now, in the demo school. */
export function useLessonNow() {
  return useMutation({ mutationFn: () => dataOf(api.POST('/api/demo/lesson-now')) });
}
