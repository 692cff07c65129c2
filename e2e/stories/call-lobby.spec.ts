import { expect, type Page } from '@playwright/test';
import { actOn, control, openPeople, stage, tile } from '../support/call.ts';
import { execute } from '../support/database.ts';
import { deviceScreen, join, expectInCall } from '../support/lessons.ts';
import { hold, invite, knock } from '../support/lobby.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

test('an outsider types a name, waits, and is let in; another is refused', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const guest = await knock(browser, misha.link, 'Бабушка Нина');
  const panel = await openPeople(misha.page);
  await panel.getByRole('button', { name: 'Впустить: Бабушка Нина', exact: true }).click();
  await expectInCall(guest);
  await expect(tile(misha.page, /^Бабушка Нина/)).toBeVisible();
  await expect(control(guest, 'Открыть чат')).toHaveCount(0);
  await control(guest, 'Выйти из звонка').click();
  await expect(guest.getByRole('heading', { name: 'Вы вышли из звонка', exact: true })).toBeVisible();
  await guest.context().close();

  const other = await knock(browser, misha.link, 'Кто-то чужой');
  await panel.getByRole('button', { name: 'Отказать: Кто-то чужой', exact: true }).click();
  await expect(other.getByRole('heading', { name: 'Вас не впустили', exact: true })).toBeVisible();
  await expect(stage(other)).toHaveCount(0);
});

test('a call for the school wants a profile, takes its people at once, and none from outside', async ({ browser }) => {
  const misha = await hold(browser, 'school');
  const page = await (await browser.newContext()).newPage();
  await page.goto(url(misha.link));
  await expect(page.getByRole('link', { name: 'Войти в профиль', exact: true })).toBeVisible();
  await signInAs(page.context(), 'stranger');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Звонок открыт только для школы', exact: true })).toBeVisible();

  const lena = await browser.newContext();
  await signInAs(lena, 'lena');
  const lenas = await lena.newPage();
  await lenas.goto(url(misha.link));
  await join(lenas);
  await expectInCall(lenas);
  await expect(tile(misha.page, /^Елена Орлова/)).toBeVisible();
});

test('a link that has expired, was ended or never was opens nothing', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const page = await (await browser.newContext()).newPage();
  const nothing = page.getByRole('heading', { name: 'Приглашение не действует', exact: true });
  await page.goto(url(misha.link));
  await expect(deviceScreen(page)).toBeVisible();
  await execute("UPDATE call_invite SET expires_at = now() - interval '1 minute' WHERE call_id = $1", misha.callId);
  await page.reload();
  await expect(nothing).toBeVisible();

  const renewed = await invite(misha);
  await page.goto(url(renewed));
  await expect(deviceScreen(page)).toBeVisible();
  const ended = await misha.context.request.delete(url(`/api/calls/${misha.callId}/invite`));
  expect(ended.ok(), 'the link is ended').toBe(true);
  for (const link of [renewed, '/join/nobody-made-this-one']) {
    await page.goto(url(link));
    await expect(nothing).toBeVisible();
  }
});

test('who was removed stays out, and so does whoever took their link', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const removed = (page: Page) => expect(page.getByRole('heading', { name: 'Вас удалили из звонка', exact: true })).toBeVisible();
  const guest = await knock(browser, misha.link, 'Дядя Фёдор');
  const panel = await openPeople(misha.page);
  await panel.getByRole('button', { name: 'Впустить: Дядя Фёдор', exact: true }).click();
  await expectInCall(guest);
  await actOn(misha.page, 'Дядя Фёдор', 'Удалить из звонка');
  await misha.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Удалить/ })
    .click();
  await removed(guest);
  await expect(stage(guest)).toHaveCount(0);
  await guest.goto(url(misha.link));
  await removed(guest);

  const stolen = await browser.newContext({ storageState: await guest.context().storageState() });
  const thief = await stolen.newPage();
  await thief.goto(url(misha.link));
  await removed(thief);
  const asked = await stolen.request.get(url(`/api/calls/${misha.callId}`));
  expect(asked.status(), 'what was stolen shows nothing of the call').toBe(403);

  // The link alone tells nobody apart: it leads to the lobby, where somebody looks who comes.
  const unknown = await knock(browser, misha.link, 'Дядя Фёдор');
  await panel.getByRole('button', { name: 'Отказать: Дядя Фёдор', exact: true }).click();
  await expect(unknown.getByRole('heading', { name: 'Вас не впустили', exact: true })).toBeVisible();
});

test('the address of a call is no way in for who is not of its chat', async ({ browser }) => {
  const misha = await hold(browser, 'anyone');
  const context = await browser.newContext();
  await signInAs(context, 'stranger');
  const page = await context.newPage();
  await page.goto(url(`/call/${misha.callId}`));
  await expect(page.getByRole('heading', { name: 'Такого звонка нет', exact: true })).toBeVisible();
});
