import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, it } from 'vitest';
import type { LessonPage, LessonRead } from '@/shared/api/schema';
import { lessonOn, weekOf } from '@/shared/testing/school';
import { lessonQuery } from './lesson';
import { applyUpdates } from './updates';
import { type AnyWeek, type WeekOwner, weekQuery } from './week';

const MONDAY = '2026-11-23';
const MINE: WeekOwner = { kind: 'mine' };
const DIARY: WeekOwner = { kind: 'diary', id: 'misha' };
const LESSON = lessonOn(MONDAY, 1);

let client: QueryClient;

beforeEach(() => {
  client = new QueryClient();
  for (const owner of [MINE, DIARY]) client.setQueryData(keyOf(owner), weekOf(MONDAY, [LESSON]));
  client.setQueryData<LessonPage>(pageKey, { lesson: LESSON, students: [] } as unknown as LessonPage);
});

const keyOf = (owner: WeekOwner) => weekQuery(owner, MONDAY).queryKey;
const pageKey = lessonQuery(LESSON.id).queryKey;
const isStale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;

/** The server tells the class of a changed lesson. */
function tell(change: Partial<LessonRead>): void {
  const { attendance, ...lesson } = LESSON;
  applyUpdates(client, [{ kind: 'lesson', value: { ...lesson, ...change } }]);
}

it('a topic that is told stands in each week, and on the page of the lesson, without being asked for', () => {
  tell({ topic: 'Дроби' });
  for (const owner of [MINE, DIARY]) {
    const data = client.getQueryData<AnyWeek>(keyOf(owner));
    expect(data?.days[0]?.lessons[0]?.topic).toBe('Дроби');
    expect(isStale(keyOf(owner))).toBe(false);
  }
  expect(client.getQueryData<LessonPage>(pageKey)?.lesson.topic).toBe('Дроби');
  expect(isStale(pageKey)).toBe(false);
});

it('weeks are asked for again once the attendance is confirmed, and so is the page: only the server knows it', () => {
  tell({ attendance_confirmed_at: '2026-11-23T09:00:00Z' });
  expect(isStale(keyOf(DIARY))).toBe(true);
  expect(isStale(pageKey)).toBe(true);
});

it('a change of the class makes its weeks and lessons stale', () => {
  applyUpdates(client, [{ kind: 'class', value: { id: '7b' } } as never]);
  expect(isStale(keyOf(MINE))).toBe(true);
  expect(isStale(pageKey)).toBe(true);
});
