import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { url } from './parta.ts';
import { type Key, signInAs } from './people.ts';

/** How long a chat may take to appear in the list. */
const SEEK_MS = 45_000;

/** Somebody's messenger in a browser of their own. */
export interface Client {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Open the messenger as one of the demo school, in a browser of their own. */
export async function openMessenger(browser: Browser, key: Key, options: BrowserContextOptions = {}): Promise<Client> {
  const context = await browser.newContext(options);
  await signInAs(context, key);
  const page = await context.newPage();
  await page.goto(url('/'));
  await expect(chatList(page)).toBeVisible();
  return { context, page };
}

/** Close everybody's browser: an open conversation would go on reading what later stories write. */
export async function closeAll(browser: Browser): Promise<void> {
  for (const context of browser.contexts()) await context.close();
}

/** Open a chat of the list by its title. */
export async function openChat(page: Page, title: string): Promise<void> {
  await (await seekRow(page, title)).click();
  await expect(page.getByRole('button', { name: new RegExp(`^${title},.*О чате$`) })).toBeVisible();
}

/** «Создать чат» with these people; empty is allowed. */
export async function createChat(page: Page, title: string, people: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Новый чат', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Создать чат', exact: true }).click();
  await page.getByLabel('Название', { exact: true }).fill(title);
  await expect(page.getByRole('checkbox', { name: /^Закрытый чат/ })).toBeChecked();
  for (const person of people) {
    await page.getByPlaceholder('Имя или фамилия', { exact: true }).fill(person);
    await page.getByRole('checkbox', { name: listed(person) }).check();
  }
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(field(page)).toBeVisible();
}

/** Give how lists name «Елена Орлова»: by the last name first. */
export function listed(person: string): RegExp {
  return new RegExp(`^${person.split(' ').toReversed().join(' ')}`);
}

/** Open what there is to know of the chat that is open. */
export async function openAbout(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /О чате$/ }).click();
  return page.getByRole('complementary', { name: 'О чате', exact: true });
}

/** Give the list of chats. */
export function chatList(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Список чатов', exact: true });
}

/** Give the row of a chat. */
export function row(page: Page, title: string): Locator {
  return chatList(page)
    .getByRole('link')
    .filter({ has: page.getByText(title, { exact: true }) });
}

/** Give the row of a chat, drawn: of a long list only what is about in sight is. */
export async function seekRow(page: Page, title: string): Promise<Locator> {
  const sought = row(page, title);
  await expect(sought.or(chatList(page).getByRole('link')).first()).toBeAttached();
  await expect(async () => {
    if ((await sought.count()) > 0) return;
    await chatList(page).evaluate((list) => {
      const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
      list.scrollTo({ top: isAtEnd ? 0 : list.scrollTop + list.clientHeight });
    });
    await expect(sought).toBeAttached({ timeout: 200 });
  }).toPass({ timeout: SEEK_MS, intervals: [0] });
  return sought;
}

/** Give the field one writes in. */
export function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Сообщение', exact: true });
}

/** Write a message and send it by Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
}

/** Give the messages with these words. */
export function message(page: Page, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text });
}

/** Choose something from the menu of a message. */
export async function choose(page: Page, text: string, act: string): Promise<void> {
  await message(page, text).click({ button: 'right' });
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}

let written = 0;

/** Give words that nobody has written yet, to tell messages apart. */
export function words(about: string): string {
  written += 1;
  return `${about} ${Date.now() % 1_000_000}-${written}`;
}
