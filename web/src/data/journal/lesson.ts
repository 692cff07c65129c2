import type { QueryClient } from '@tanstack/react-query';
import { routeMutation, routeQuery } from '@/shared/api/routes';
import type { LessonPage } from '@/shared/api/schema';
import type { LessonText } from './lesson-inputs';

/** The query of one lesson. */
export const lessonQuery = (lesson_id: string) =>
  routeQuery('/api/journal/lessons/{lesson_id}', { params: { path: { lesson_id } } });

/** The fields of a lesson that its teacher may change. */
interface LessonChange extends LessonText {
  readonly homework_file_ids?: string[];
}

/** The mutation that saves the topic, the homework, the list of its files; one change after the other. */
export const lessonMutation = (client: QueryClient, lesson_id: string) =>
  [
    'patch',
    '/api/journal/lessons/{lesson_id}',
    (body: LessonChange) => ({ params: { path: { lesson_id } }, body }),
    {
      scope: { id: `lesson ${lesson_id}` },
      onSuccess: (page: LessonPage) => void client.setQueryData(lessonQuery(lesson_id).queryKey, page),
      showsFailure: true,
    },
  ] as const;

/** Save the topic and the homework of a lesson, whether its page is open or not. */
export function saveLesson(client: QueryClient, lesson_id: string, text: LessonText): Promise<LessonPage> {
  const mutation = routeMutation(client, ...lessonMutation(client, lesson_id));
  return client.getMutationCache().build(client, mutation).execute(text);
}
