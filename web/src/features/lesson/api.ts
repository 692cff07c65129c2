import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bring } from '@/shared/api/bytes';
import { api, dataOf } from '@/shared/api/client';
import type { LessonFileRead } from '@/shared/api/schema';

const lessonKey = (lesson_id: string) => ['journal', 'lesson', lesson_id] as const;
const REMOTE = ['journal', 'remote'] as const;

/** One lesson, with its students for who teaches it. */
export function useLesson(lesson_id: string) {
  return useQuery({
    queryKey: lessonKey(lesson_id),
    queryFn: () => dataOf(api.GET('/api/journal/lessons/{lesson_id}', { params: { path: { lesson_id } } })),
  });
}

/** What of a lesson its teacher may write. */
export interface LessonText {
  readonly topic?: string;
  readonly homework_text?: string;
  readonly homework_file_ids?: string[];
}

/** Write the topic, the homework, the list of its files; one change after the other. */
export function useWriteLesson(lesson_id: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: `lesson ${lesson_id}` },
    mutationFn: (body: LessonText) =>
      dataOf(api.PATCH('/api/journal/lessons/{lesson_id}', { params: { path: { lesson_id } }, body })),
    onSuccess: (page) => client.setQueryData(lessonKey(lesson_id), page),
  });
}

/** Bring a file for the homework to the server. A retry with the same id gives the same file. */
export function bringFile(id: string, file: File): Promise<LessonFileRead> {
  return bring<LessonFileRead>(
    `/api/journal/files?${new URLSearchParams({ name: file.name })}`,
    'POST',
    file,
    {
      'Content-Type': file.type || 'application/octet-stream',
      'X-Client-Id': id,
    },
  );
}

/** Distance lessons between two days, as far as one may see them. */
export function useRemoteLessons(from_on: string, to_on: string) {
  return useQuery({
    queryKey: [...REMOTE, from_on, to_on],
    queryFn: () => dataOf(api.GET('/api/journal/remote-lessons', { params: { query: { from_on, to_on } } })),
  });
}

/** The distance lesson that one teaches and has not ended. */
export function useRunningLesson(isWanted: boolean) {
  return useQuery({
    queryKey: ['journal', 'running'],
    queryFn: () => dataOf(api.GET('/api/journal/remote-lessons/running')),
    enabled: isWanted,
  });
}

/** What becomes of a distance lesson by its teacher's hand. */
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

/** Make a lesson that is going on right now, to try things at any hour of the demo school. */
export function useLessonNow() {
  return useMutation({ mutationFn: () => dataOf(api.POST('/api/demo/lesson-now')) });
}
