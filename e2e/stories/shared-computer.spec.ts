import { expect, type Page } from '@playwright/test';
import { beginLessonNow } from '../support/lessons.ts';
import { url } from '../support/parta.ts';
import { firstPage, signInAs, signOut } from '../support/people.ts';
import { test } from '../support/story.ts';

/** What a browser keeps for the site, apart from the page's own files. */
async function keptBy(page: Page) {
  return page.evaluate(async () => {
    const caches = await window.caches.keys();
    const kept = await Promise.all(
      caches.map(async (name) => (await (await window.caches.open(name)).keys()).map(({ url }) => url)),
    );
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name),
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      answers: kept.flat().filter((address) => new URL(address).pathname.startsWith('/api/')),
    };
  });
}

const NOTHING = { databases: [], local: [], session: [], answers: [] };

test('signing out closes the sockets and leaves nothing in the browser', async ({ page, context }) => {
  await signInAs(context, 'misha');
  const opened = page.waitForEvent('websocket');
  await page.goto(url('/'));
  const closed = (await opened).waitForEvent('close');
  await page.getByRole('link', { name: /^7Б/ }).first().click();
  await expect(page.getByRole('textbox', { name: 'Сообщение', exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Сообщение', exact: true }).fill('недописанное');
  await expect.poll(async () => (await keptBy(page)).databases.length).toBeGreaterThan(0);

  const profile = await context.newPage();
  await profile.goto(url('/id'));
  await signOut(profile);
  await expect(firstPage(profile)).toBeVisible();
  await closed;
  await expect(firstPage(page)).toBeVisible();
  await expect.poll(() => keptBy(profile)).toEqual(NOTHING);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('parta_profile');

  await page.goBack();
  await expect(page).toHaveURL(/\/id/);
  await expect(page.getByText('недописанное', { exact: true })).toHaveCount(0);
});

test('signing out everywhere ends the session of another computer at once', async ({ page, context, browser }) => {
  const elsewhere = await browser.newContext();
  await signInAs(elsewhere, 'lena');
  const other = await elsewhere.newPage();
  const opened = other.waitForEvent('websocket');
  await other.goto(url('/'));
  const closed = (await opened).waitForEvent('close');
  await expect(other.getByRole('link', { name: /^7Б/ }).first()).toBeVisible();

  await signInAs(context, 'lena');
  await page.goto(url('/id'));
  await page.getByRole('button', { name: 'Выйти на всех устройствах', exact: true }).click();
  const wiped = other.waitForResponse('**/api/id/clear-cache');
  await page.getByRole('dialog').getByRole('button', { name: 'Выйти на всех устройствах', exact: true }).click();
  await expect(firstPage(page)).toBeVisible();
  await closed;
  expect((await wiped).status()).toBe(204);
  await expect(firstPage(other)).toBeVisible();
  await expect(other.getByText(/^Сеанс на этом устройстве завершён\./)).toBeVisible();
  await expect.poll(() => keptBy(other)).toEqual(NOTHING);
});

test('who signs in after somebody finds nothing of them', async ({ page, context }) => {
  await signInAs(context, 'vera');
  await page.goto(url('/'));
  await expect(page.getByRole('link', { name: /^7Б, родители/ })).toBeVisible();
  await page.goto(url('/id'));
  await signOut(page);
  await expect(firstPage(page)).toBeVisible();
  await signInAs(context, 'stranger');
  await page.goto(url('/'));
  await expect(page.getByRole('link', { name: 'Подключить дневник', exact: true }).first()).toBeVisible();
  await expect(page.getByText(/^7Б/)).toHaveCount(0);
});

test('a browser of two people shows each page its own, and one sign-out leaves the other', async ({ page, context }) => {
  await signInAs(context, 'misha');
  await signInAs(context, 'vera', 'journal');
  const messengerSocket = page.waitForEvent('websocket');
  await page.goto(url('/'));
  await expect(page.getByRole('link', { name: /^7Б/ }).first()).toBeVisible();
  await expect(page.getByText(/^7Б, родители/)).toHaveCount(0);
  let isMessengerClosed = false;
  (await messengerSocket).on('close', () => {
    isMessengerClosed = true;
  });

  const diary = await context.newPage();
  const diarySocket = diary.waitForEvent('websocket');
  await diary.goto(url('/journal'));
  await expect(diary.getByText('Вера', { exact: false }).first()).toBeVisible();
  expect(new URL((await diarySocket).url()).search).toMatch(/^\?as=account&for=[0-9a-f-]+$/);
  const diaryClosed = (await diarySocket).waitForEvent('close');
  expect((await context.request.post(url('/api/journal/sign-out'), { headers: { Origin: url('') } })).status()).toBe(204);
  await diaryClosed;
  await expect(page.getByRole('link', { name: /^7Б/ }).first()).toBeVisible();
  expect(isMessengerClosed).toBe(false);
});

test('what a teacher has typed and not saved is gone with a sign-out elsewhere in the browser', async ({ page, context }) => {
  await signInAs(context, 'anna');
  await signInAs(context, 'anna', 'journal');
  const lesson = url(`/journal/lessons/${await beginLessonNow(context)}`);
  await page.route('**/api/journal/lessons/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  );
  await page.goto(lesson);
  await page.getByLabel('Тема урока', { exact: true }).fill('недописанное');
  await expect(page.getByRole('button', { name: 'Сохранить ещё раз', exact: true })).toBeVisible();
  expect((await keptBy(page)).session).toHaveLength(1);

  const profile = await context.newPage();
  await profile.goto(url('/id'));
  await signOut(profile);
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
  await expect.poll(async () => (await keptBy(page)).session).toEqual([]);

  await page.unroute('**/api/journal/lessons/*');
  await signInAs(context, 'igor', 'journal');
  await page.goto(lesson);
  await expect(page.getByText('недописанное', { exact: true })).toHaveCount(0);
});
