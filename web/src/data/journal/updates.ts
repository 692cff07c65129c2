import type { QueryClient } from '@tanstack/react-query';
import { refetchAfter } from '@/shared/api/causes';
import { routeKey } from '@/shared/api/routes';
import type { LessonPage, LessonRead } from '@/shared/api/schema';
import type { EntityUpdate } from '@/shared/stream/wire';
import { lessonQuery } from './lesson';
import { type AnyWeek, WEEK_ROUTES, withLesson } from './week';

/** Apply updates of classes to the cached queries; where only the server knows the result, invalidate them. */
export function applyUpdates(client: QueryClient, updates: readonly EntityUpdate[]): void {
  for (const update of updates) {
    if (update.kind === 'lesson') applyLesson(client, update.value);
    if (update.kind === 'remote_lesson') void refetchAfter(client, 'update remote_lesson');
    if (update.kind === 'class') void refetchAfter(client, 'update class');
  }
}

function applyLesson(client: QueryClient, lesson: LessonRead): void {
  const weeks = WEEK_ROUTES.flatMap((route) => client.getQueriesData<AnyWeek>({ queryKey: routeKey(route) }));
  for (const [queryKey, week] of weeks) {
    if (!week) continue;
    const next = withLesson(week, lesson);
    if (!next) void client.invalidateQueries({ queryKey, exact: true });
    else if (next !== week) client.setQueryData(queryKey, next);
  }
  const { queryKey } = lessonQuery(lesson.id);
  const page = client.getQueryData<LessonPage>(queryKey);
  if (!page) return;
  client.setQueryData<LessonPage>(queryKey, { ...page, lesson });
  const isSame =
    page.lesson.attendance_confirmed_at === lesson.attendance_confirmed_at &&
    JSON.stringify(page.lesson.substitute) === JSON.stringify(lesson.substitute);
  // A new teacher has other rights, and sees the attendance.
  if (!isSame) void client.invalidateQueries({ queryKey });
}
