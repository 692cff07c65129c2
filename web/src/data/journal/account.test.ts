import { onlineManager, type QueryClient } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { forgetStoredLessons } from '@/shared/api/journal-session';
import { makeQueryClient } from '@/shared/api/query-client';
import { errorResponse, fakeServer, slowly } from '@/shared/testing/server';
import { keepToAccount } from './account';
import { useAttendanceNotes } from './attendance-notes';
import { lessonQuery, saveLesson } from './lesson';
import { lessonInput, writeLesson } from './lesson-inputs';
import { ME } from './me';
import { weekQuery } from './week';

const WRITE = 'PATCH /api/journal/lessons/algebra';
const LONG_MS = 60_000;
const ANNA = { account_id: 'anna' };
const IGOR = { account_id: 'igor' };
const MARK = { state: 'ill', late_minutes: 0 } as const;

let client: QueryClient;
const see = (who: object | null) => act(() => client.setQueryData(ME.queryKey, who as never));
const known = () => client.getQueryCache().getAll();

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  client = makeQueryClient();
  keepToAccount(client);
});
afterEach(() => {
  see(null);
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

it.each([
  ['nobody', null],
  ['another teacher', IGOR],
])('%s finds nothing that a teacher has typed, noted or read', async (_, next) => {
  const server = fakeServer({ [WRITE]: errorResponse(503, 'unavailable') });
  see(ANNA);
  client.setQueryData(weekQuery({ kind: 'mine' }, '2026-11-23').queryKey, {} as never);
  client.setQueryData(lessonQuery('algebra').queryKey, {} as never);
  const { result } = renderHook(() => useAttendanceNotes('algebra'));
  act(() => result.current[1](() => new Map([['misha', MARK]])));
  writeLesson('algebra', { topic: 'Дроби' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.done).toHaveLength(1);
  expect(sessionStorage).toHaveLength(1);

  see(next);
  expect(known().map(({ queryKey }) => queryKey)).toEqual([ME.queryKey]);
  expect(sessionStorage).toHaveLength(0);
  expect(lessonInput('algebra').text).toEqual({});
  expect(renderHook(() => useAttendanceNotes('algebra')).result.current[0].size).toBe(0);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(server.done).toHaveLength(1);
});

it('an answer that comes when its teacher has left stores nothing, and is not asked for again', async () => {
  const answer = slowly(errorResponse(503, 'unavailable'));
  const server = fakeServer({ [WRITE]: answer.answer });
  see(ANNA);
  writeLesson('algebra', { topic: 'Дроби' });
  await vi.advanceTimersByTimeAsync(1_000);
  see(IGOR);
  answer.come();
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(server.done).toHaveLength(1);
  expect(sessionStorage).toHaveLength(0);
});

it('what waits for a connection is not sent by the next person', async () => {
  const server = fakeServer();
  see(ANNA);
  onlineManager.setOnline(false);
  void saveLesson(client, 'algebra', { topic: 'Дроби' });
  await vi.advanceTimersByTimeAsync(1);
  see(IGOR);
  onlineManager.setOnline(true);
  await vi.advanceTimersByTimeAsync(LONG_MS);
  expect(server.done).toEqual([]);
});

it('what was kept over a reload is saved before its lesson is opened, and only the own', async () => {
  sessionStorage.setItem('parta.lesson.anna.algebra', '{"topic":"Дроби"}');
  sessionStorage.setItem('parta.lesson.igor.geometry', '{"topic":"Углы"}');
  const server = fakeServer({ [WRITE]: { lesson: {}, students: [] } });
  see(ANNA);
  expect(Object.keys(sessionStorage)).toEqual(['parta.lesson.anna.algebra']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.done).toEqual([{ what: WRITE, body: { topic: 'Дроби' } }]);
  expect(sessionStorage).toHaveLength(0);
});

it('what was kept over a reload is forgotten when nobody is signed in', () => {
  sessionStorage.setItem('parta.lesson.anna.algebra', '{"topic":"Дроби"}');
  sessionStorage.setItem('parta.other', 'stays');
  see(null);
  expect(Object.keys(sessionStorage)).toEqual(['parta.other']);
});

it('a sign-out elsewhere in this browser forgets what all accounts have typed', () => {
  sessionStorage.setItem('parta.lesson.anna.algebra', '{"topic":"Дроби"}');
  forgetStoredLessons();
  expect(sessionStorage).toHaveLength(0);
});
