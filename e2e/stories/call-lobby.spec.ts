import { type Browser, expect, type Page, test } from '@playwright/test';
import { control, openPeople, stage, tile } from '../support/call.ts';
import { type Seat, sitDown, standUp, words } from '../support/chats.ts';
import { join, wantIn } from '../support/lessons.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';

test.afterEach(({ browser }) => standUp(browser));

interface Held extends Seat {
  readonly callId: string;
  readonly link: string;
}

/** Миша holds a call in a chat of his own, open by link for these people. */
async function hold(browser: Browser, access: 'school' | 'anyone'): Promise<Held> {
  const seat = await sitDown(browser, 'misha');
  const { page, context } = seat;
  await page.getByRole('button', { name: 'Новый чат' }).click();
  await page.getByRole('menuitem', { name: 'Создать чат' }).click();
  await page.getByLabel('Название').fill(words('Встреча'));
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('button', { name: 'Позвонить', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Позвонить сейчас' }).click();
  await join(page);
  await wantIn(page);
  const callId = page.url().split('/call/')[1]?.split('?')[0] ?? '';
  const settings = await context.request.put(url(`/api/calls/${callId}/settings`), { data: { access } });
  expect(settings.ok(), 'the call is opened by link').toBe(true);
  const invite = await context.request.post(url(`/api/calls/${callId}/invite`));
  const { url: link } = (await invite.json()) as { readonly url: string };
  return { ...seat, callId, link: new URL(link, url()).pathname };
}

/** Follow the link without any profile, and ask to be let in under this name. */
async function knock(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url(link));
  await page.getByRole('button', { name: 'Присоединиться', exact: true }).click();
  await expect(page.getByText('Напишите имя: по нему вас впустят')).toBeVisible();
  await page.getByLabel('Как вас зовут').fill(name);
  await join(page);
  await expect(page.getByRole('heading', { name: 'Ждём, когда вас впустят' })).toBeVisible();
  return page;
}

test('an outsider types a name, waits, and is let in; another is refused', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const guest = await knock(browser, misha.link, 'Бабушка Нина');
  const panel = await openPeople(misha.page);
  await panel.getByRole('button', { name: 'Впустить: Бабушка Нина' }).click();
  await wantIn(guest);
  await expect(tile(misha.page, /Бабушка Нина/)).toBeVisible();
  await expect(control(guest, /Открыть чат/)).toHaveCount(0);
  await control(guest, /Выйти из звонка/).click();
  await expect(guest.getByRole('heading', { name: 'Вы вышли из звонка' })).toBeVisible();
  await guest.context().close();

  const other = await knock(browser, misha.link, 'Кто-то чужой');
  await panel.getByRole('button', { name: 'Отказать: Кто-то чужой' }).click();
  await expect(other.getByRole('heading', { name: 'Вас не впустили' })).toBeVisible();
  await expect(stage(other)).toHaveCount(0);
});

test('a call for the school wants a profile, and takes none from outside', async ({ browser }) => {
  const misha = await hold(browser, 'school');
  const page = await (await browser.newContext()).newPage();
  await page.goto(url(misha.link));
  await expect(page.getByRole('link', { name: 'Войти в профиль' })).toBeVisible();
  await signInAs(page.context(), 'stranger');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Звонок только для школы' })).toBeVisible();
});

test('a link that was ended, and one that never was, open nothing', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const ended = await misha.context.request.delete(url(`/api/calls/${misha.callId}/invite`));
  expect(ended.ok(), 'the link is ended').toBe(true);
  const page = await (await browser.newContext()).newPage();
  for (const link of [misha.link, '/join/nobody-made-this-one']) {
    await page.goto(url(link));
    await expect(page.getByRole('heading', { name: 'Приглашение не действует' })).toBeVisible();
  }
});

test('the address of a call is no way in for who is not of its chat', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const context = await browser.newContext();
  await signInAs(context, 'stranger');
  const page = await context.newPage();
  await page.goto(url(`/call/${misha.callId}`));
  await expect(page.getByRole('heading', { name: 'Такого звонка нет' })).toBeVisible();
});
