import { expect, type Page } from '@playwright/test';
import { chatList, field, message, openChat, openMessenger, words, write } from '../support/chats.ts';
import { pidOf, url } from '../support/parta.ts';
import { test } from '../support/story.ts';

/** How long a page may take when the server does not answer: three seconds of silence, and its own start. */
const SOON_MS = 8_000;

let stopped: number | undefined;

test.afterEach(() => {
  if (stopped !== undefined) process.kill(stopped, 'SIGCONT');
  stopped = undefined;
});

test('a server that keeps silent leaves people what they had, and says so', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  await openChat(misha.page, 'Елена Орлова');
  const before = words('До молчания');
  await write(misha.page, before);
  await expect(message(misha.page, before).getByText(/^(Отправлено|Прочитано)$/)).toBeAttached();
  await untilKept(misha.page);

  stopped = pidOf('web');
  process.kill(stopped, 'SIGSTOP');
  const since = Date.now();
  await misha.page.goto(url('/'), { waitUntil: 'commit' });
  await expect(chatList(misha.page)).toBeVisible({ timeout: SOON_MS });
  await expect(misha.page.getByText(/^Сервер не отвечает/)).toBeVisible();
  expect(Date.now() - since).toBeLessThan(2 * SOON_MS);
  await openChat(misha.page, 'Елена Орлова');
  await expect(message(misha.page, before)).toBeVisible();
  const meanwhile = words('Пока сервер молчал');
  await write(misha.page, meanwhile);
  await expect(message(misha.page, meanwhile)).toBeVisible();

  process.kill(stopped, 'SIGCONT');
  stopped = undefined;
  await expect(message(misha.page, meanwhile).getByText(/^(Отправлено|Прочитано)$/)).toBeAttached();
  await expect(misha.page.getByText(/^Сервер не отвечает/)).toHaveCount(0);
});

test('what was never opened is there without a network, and the page stays', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  await openChat(misha.page, 'Елена Орлова');
  await untilKept(misha.page);
  await misha.context.setOffline(true);
  await field(misha.page).fill('Ещё не отправлено');
  await misha.page.getByRole('button', { name: 'Эмодзи', exact: true }).click();
  await misha.page.getByRole('button', { name: '😀', exact: true }).click();
  await expect(field(misha.page)).toHaveText(/Ещё не отправлено/);
  await expect(field(misha.page)).toHaveText(/😀/);
  await misha.context.setOffline(false);
});

test('a part that does not load takes nothing else down, and comes when it is asked again', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha', { serviceWorkers: 'block' });
  await openChat(misha.page, 'Елена Орлова');
  const notLoaded = misha.page.getByRole('region', { name: 'Елена Орлова', exact: true }).getByText('Не загрузилось.', { exact: true });
  await field(misha.page).fill('Ещё не отправлено');
  await misha.context.setOffline(true);
  await misha.page.getByRole('button', { name: 'Эмодзи', exact: true }).click();
  await expect(notLoaded).toBeVisible();
  await misha.page.getByRole('button', { name: 'Эмодзи', exact: true }).click();
  await misha.page.getByRole('button', { name: 'Эмодзи', exact: true }).click();
  await expect(notLoaded).toBeVisible();
  await expect(field(misha.page)).toHaveText(/Ещё не отправлено/);
  await misha.context.setOffline(false);
  await expect(misha.page.getByRole('button', { name: '😀', exact: true })).toBeVisible();
});

/** Wait until the service worker has kept the whole build. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}
