import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { stage, watchMedia } from './call.ts';
import type { Client } from './chats.ts';
import { url } from './parta.ts';
import { type Key, signInAs } from './people.ts';

/** Seat somebody with the profile and the journal open in one browser. */
export async function openForLesson(browser: Browser, key: Key): Promise<Client> {
  const context = await browser.newContext();
  await watchMedia(context);
  await signInAs(context, key);
  await signInAs(context, key, 'journal');
  return { context, page: await context.newPage() };
}

/** Begin a lesson with its teacher and these people in the call. */
export async function startLesson(browser: Browser, keys: readonly Key[]) {
  const anna = await openForLesson(browser, 'anna');
  await endRunning(anna.context);
  const lessonId = await beginLessonNow(anna.context);
  await openLesson(anna.context, lessonId);
  await enterLesson(anna, lessonId);
  const others: Client[] = [];
  for (const key of keys) {
    const person = await openForLesson(browser, key);
    await enterLesson(person, lessonId);
    others.push(person);
  }
  return { lessonId, anna, others };
}

/** Come to the lesson through its door. */
async function enterLesson({ page }: Client, lessonId: string): Promise<void> {
  await page.goto(url(`/lesson/${lessonId}`));
  await join(page);
  await expectInCall(page);
}

/** Give a teacher of the demo school a lesson from now on, whatever the hour; answer its id. */
export async function beginLessonNow(context: BrowserContext): Promise<string> {
  const answer = await context.request.post(url('/api/demo/lesson-now'));
  expect(answer.status(), 'a lesson right now').toBe(201);
  const { id } = (await answer.json()) as { readonly id: string };
  return id;
}

/** Create and publish the distance lesson on the lesson's page of the journal. */
export async function publish(journal: Page, lessonId: string): Promise<void> {
  await journal.goto(url(`/journal/lessons/${lessonId}`));
  await journal.getByRole('button', { name: 'Создать дистанционный урок', exact: true }).click();
  await journal.getByRole('button', { name: 'Опубликовать', exact: true }).click();
  await expect(journal.getByText(/^Урок опубликован\./)).toBeVisible();
}

/** Publish a lesson and go in as its teacher without going through the pages; give the call's id. */
export async function openLesson(context: BrowserContext, lessonId: string): Promise<string> {
  for (const step of ['', '/publish']) {
    const answer = await context.request.post(url(`/api/journal/lessons/${lessonId}/remote${step}`));
    expect(answer.ok(), `remote${step}`).toBe(true);
  }
  const answer = await context.request.post(url(`/api/lessons/${lessonId}/enter`));
  expect(answer.ok(), 'the teacher goes in').toBe(true);
  return ((await answer.json()) as { readonly call_id: string }).call_id;
}

/** Give the device screen of a door. */
export function deviceScreen(page: Page): Locator {
  return page.getByRole('heading', { name: /^Присоединиться к (звонку|уроку)$/ });
}

/** Press «Присоединиться» on the device screen, once the camera shows its picture. */
export async function join(page: Page): Promise<void> {
  await expect(deviceScreen(page)).toBeVisible();
  await expect(page.getByLabel('Ваша камера', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Присоединиться', exact: true }).click();
}

/** Want the page to be in the call, with its media connected. */
export async function expectInCall(page: Page): Promise<void> {
  await expect(stage(page)).toHaveAttribute('data-phase', 'connected');
}

/** End lessons that a story has left running, so that the next one may begin. */
export async function endRunning(context: BrowserContext): Promise<void> {
  const answer = await context.request.get(url('/api/journal/remote-lessons/running'));
  const running = (await answer.json()) as { readonly lesson_id: string } | null;
  if (running) await context.request.post(url(`/api/journal/lessons/${running.lesson_id}/remote/end`));
}
