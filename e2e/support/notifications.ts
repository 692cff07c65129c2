import { type APIRequestContext, type Browser, expect, type Locator, type Page } from '@playwright/test';
import type { Client } from './chats.ts';
import { url } from './parta.ts';
import { type Key, signInAs } from './people.ts';
import { readChoices } from './timetable.ts';

const WEEK_MS = 7 * 86_400_000;
const BELLS = [1, 2, 3, 4, 5, 6, 7];

interface ComingLesson {
  readonly id: string;
  readonly subject: string;
  readonly on: string;
  readonly state: string;
  readonly moved_from: unknown;
}

/** Open a page as somebody who is signed in with the profile and to the journal. */
export async function openBoth(browser: Browser, key: Key, path: string, options = {}): Promise<Client> {
  const context = await browser.newContext(options);
  await signInAs(context, key);
  await signInAs(context, key, 'journal');
  const page = await context.newPage();
  await page.goto(url(path));
  return { context, page };
}

/** Mark everything that somebody was told as read. */
export async function readEverything(request: APIRequestContext): Promise<void> {
  const answer = await request.put(url('/api/notifications/read'));
  expect(answer.status(), 'everything is read').toBe(204);
}

/** Return lessons of a subject of 7Б next week that nobody has touched. */
export async function comingLessons(request: APIRequestContext, subject: string): Promise<readonly ComingLesson[]> {
  const { classes } = await readChoices(request);
  const id = classes.find(({ title }) => title === '7Б')?.id ?? '';
  const on = new Date(Date.now() + WEEK_MS).toISOString().slice(0, 10);
  const answer = await request.get(url(`/api/journal/timetable/classes/${id}?on=${on}`));
  const { days } = (await answer.json()) as { readonly days: readonly { readonly lessons: readonly ComingLesson[] }[] };
  return days
    .flatMap(({ lessons }) => lessons)
    .filter((lesson) => lesson.subject === subject && lesson.state === 'planned' && !lesson.moved_from);
}

/** Move a lesson as the office to the first bell of its day at which nobody is busy. */
export async function moveLesson(request: APIRequestContext, { id, on }: ComingLesson): Promise<void> {
  for (const number of [...BELLS].reverse()) {
    const answer = await request.post(url(`/api/journal/office/lessons/${id}/move`), { data: { on, number } });
    if (!answer.ok()) continue;
    const { moved_from } = (await answer.json()) as { readonly moved_from: unknown };
    if (moved_from) return;
  }
  throw new Error('the lesson fits nowhere');
}

/** Cancel a lesson as the office. */
export async function cancelLesson(request: APIRequestContext, { id }: ComingLesson, reason: string): Promise<void> {
  const answer = await request.post(url(`/api/journal/office/lessons/${id}/cancel`), { data: { reason } });
  expect(answer.ok(), 'the office cancels a lesson').toBe(true);
}

/** Return the bell among the sections. */
export function bell(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Разделы', exact: true }).getByRole('link', { name: /Уведомления$/ });
}

/** Return the newest notification of a lesson. */
export function toldOf(page: Page, { id }: Pick<ComingLesson, 'id'>): Locator {
  return page.getByRole('listitem').filter({ has: page.locator(`a[href*="/lessons/${id}"]`) }).first();
}

/** Return the marks of what is unread. */
export function unreadMarks(within: Page | Locator): Locator {
  return within.getByRole('img', { name: 'Не прочитано', exact: true });
}
