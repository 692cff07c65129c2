import type { QueryClient } from '@tanstack/react-query';
import { applyInboxUpdates } from '@/features/notifications/api';
import { type AnyWeek, withLesson } from '@/features/timetable/model/week';
import type { LessonPage, LessonRead } from '@/shared/api/schema';
import type { EntityUpdate } from '@/shared/sync/wire';

/** Apply updates to the cached queries; where only the server knows the result, invalidate them. */
export function applyUpdates(client: QueryClient, updates: readonly EntityUpdate[]): void {
  applyInboxUpdates(client, 'journal', updates);
  for (const update of updates) {
    if (update.kind === 'lesson') applyLesson(client, update.value);
    if (update.kind === 'remote_lesson') invalidate(client, 'remote', 'running', 'proposal');
    if (update.kind === 'class') invalidate(client, 'weeks', 'classes', 'diaries', 'lesson');
  }
}

function applyLesson(client: QueryClient, lesson: LessonRead): void {
  for (const [queryKey, week] of client.getQueriesData<AnyWeek>({ queryKey: ['journal', 'weeks'] })) {
    if (!week) continue;
    const next = withLesson(week, lesson);
    if (!next) void client.invalidateQueries({ queryKey, exact: true });
    else if (next !== week) client.setQueryData(queryKey, next);
  }
  const queryKey = ['journal', 'lesson', lesson.id];
  const page = client.getQueryData<LessonPage>(queryKey);
  if (!page) return;
  client.setQueryData<LessonPage>(queryKey, { ...page, lesson });
  const isSame =
    page.lesson.attendance_confirmed_at === lesson.attendance_confirmed_at &&
    JSON.stringify(page.lesson.substitute) === JSON.stringify(lesson.substitute);
  // A new teacher has other rights, and sees the attendance.
  if (!isSame) void client.invalidateQueries({ queryKey });
}

function invalidate(client: QueryClient, ...what: readonly string[]): void {
  for (const each of what) void client.invalidateQueries({ queryKey: ['journal', each] });
}
