import type { QueryClient } from '@tanstack/react-query';
import { type AnyWeek, withLesson } from '@/features/timetable/model/week';
import type { LessonPage, LessonRead } from '@/shared/api/schema';
import type { EntityUpdate } from '@/shared/sync/wire';

/** Bring what was asked up to date with what is told; where only the server knows what follows, ask it. */
export function takeIn(client: QueryClient, puts: readonly EntityUpdate[]): void {
  for (const put of puts) {
    if (put.kind === 'lesson') takeLesson(client, put.value);
    if (put.kind === 'remote_lesson') askAll(client, 'remote', 'running', 'proposal');
    if (put.kind === 'class') askAll(client, 'weeks', 'classes', 'diaries', 'lesson');
  }
}

function takeLesson(client: QueryClient, told: LessonRead): void {
  for (const [queryKey, week] of client.getQueriesData<AnyWeek>({ queryKey: ['journal', 'weeks'] })) {
    if (!week) continue;
    const next = withLesson(week, told);
    if (!next) void client.invalidateQueries({ queryKey, exact: true });
    else if (next !== week) client.setQueryData(queryKey, next);
  }
  const queryKey = ['journal', 'lesson', told.id];
  const page = client.getQueryData<LessonPage>(queryKey);
  if (!page) return;
  client.setQueryData<LessonPage>(queryKey, { ...page, lesson: told });
  const isSame =
    page.lesson.attendance_confirmed_at === told.attendance_confirmed_at &&
    JSON.stringify(page.lesson.substitute) === JSON.stringify(told.substitute);
  // Who teaches it may do other things with it, and knows how everybody was there.
  if (!isSame) void client.invalidateQueries({ queryKey });
}

function askAll(client: QueryClient, ...what: readonly string[]): void {
  for (const each of what) void client.invalidateQueries({ queryKey: ['journal', each] });
}
