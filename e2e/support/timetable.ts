import {
  type APIRequestContext,
  type Browser,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import type { Client } from './chats.ts';
import { url } from './parta.ts';
import { type Key, signInAs } from './people.ts';

interface Names {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
}

interface Lesson {
  readonly id: string;
  readonly class_title: string;
  readonly subject: string;
  readonly on: string;
  readonly number: number;
  readonly state: string;
  readonly teachers: readonly Names[];
  readonly substitute: Names | null;
}

interface Choices {
  readonly classes: readonly { readonly id: string; readonly title: string }[];
  readonly teachers: readonly { readonly name: Names }[];
}

/** Open the journal as one of the demo school, in a browser of their own. */
export async function openJournal(
  browser: Browser,
  key: Key,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Client> {
  const context = await browser.newContext(options);
  await signInAs(context, key, 'journal');
  const page = await context.newPage();
  await page.goto(url(path));
  return { context, page };
}

/** Return the card of a lesson in a week: that of the subject (or the class), on that day, of that number. */
export function card(page: Page, title: string, on: string, number: number): Locator {
  return day(page, on)
    .getByRole('article', { name: title, exact: true })
    .filter({ has: page.getByText(String(number), { exact: true }) });
}

/** Return a day of a week. */
export function day(page: Page, on: string): Locator {
  const options = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return page.getByRole('region', { name: new Intl.DateTimeFormat('ru', options).format(new Date(`${on}T00:00Z`)), exact: true });
}

/** Return the timetable's lessons of the school's week; those that other stories begin now stand outside of the bells. */
export async function lessonsOfSchool(request: APIRequestContext): Promise<readonly Lesson[]> {
  const { classes } = await readChoices(request);
  const lessons: Lesson[] = [];
  for (const { id } of classes) {
    const week = await read<{ days: { lessons: Lesson[] }[] }>(request, `/api/journal/timetable/classes/${id}`);
    lessons.push(...week.days.flatMap((each) => each.lessons).filter(({ number }) => number > 0));
  }
  return lessons;
}

/** Return what the office chooses from. */
export function readChoices(request: APIRequestContext): Promise<Choices> {
  return read<Choices>(request, '/api/journal/office/choices');
}

/** Name a person as lists do. */
export function fullName({ last_name, first_name, patronymic }: Names): string {
  return [last_name, first_name, patronymic].filter(Boolean).join(' ');
}

/** True if somebody teaches then. */
export function isBusy(lessons: readonly Lesson[], name: string, { on, number }: Pick<Lesson, 'on' | 'number'>): boolean {
  return lessons.some(
    (lesson) =>
      lesson.on === on &&
      lesson.number === number &&
      lesson.state === 'planned' &&
      [...lesson.teachers, ...(lesson.substitute ? [lesson.substitute] : [])].some((each) => fullName(each) === name),
  );
}

async function read<T>(request: APIRequestContext, path: string): Promise<T> {
  const answer = await request.get(url(path));
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}
