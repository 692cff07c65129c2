import { type Browser, expect, type Page } from '@playwright/test';
import { control, stage, tile, expectMoving } from '../support/call.ts';
import { listed, openChat, row, type Client, openMessenger, words } from '../support/chats.ts';
import { join, expectInCall } from '../support/lessons.ts';
import { url } from '../support/parta.ts';
import type { Key } from '../support/people.ts';
import { test } from '../support/story.ts';

// In browsers of 2023, for all of the built-ins that these stories use.
test.use({ isOlder: true });

/** Open the dialog with somebody, in which no call goes on. */
async function inDialog(browser: Browser, one: Key, other: string): Promise<Client> {
  const seat = await openMessenger(browser, one);
  await seat.page.getByRole('button', { name: 'Новый чат', exact: true }).click();
  await seat.page.getByRole('menuitem', { name: 'Написать', exact: true }).click();
  await seat.page.getByPlaceholder('Имя или фамилия', { exact: true }).fill(other);
  await seat.page
    .getByRole('button', { name: listed(other) })
    .first()
    .click();
  await seat.page.waitForURL(/\/chats\/[^/]+$/);
  await endCalls(seat);
  await seat.page.reload();
  await expect(seat.page.getByRole('button', { name: 'Позвонить', exact: true })).toBeVisible();
  return seat;
}

/** End what another story has left going on in the chat that is open. */
async function endCalls({ page, context }: Client): Promise<void> {
  const chatId = page.url().split('/chats/')[1];
  const answer = await context.request.get(url(`/api/chats/${chatId}/calls`));
  for (const { id } of (await answer.json()) as readonly { readonly id: string }[]) {
    const ended = await context.request.post(url(`/api/calls/${id}/end`));
    expect(ended.ok(), 'a call that was left is ended').toBe(true);
  }
}

/** Choose from the menu of the call's button. */
async function call(page: Page, what: 'Видеозвонок' | 'Запланировать'): Promise<void> {
  await page.getByRole('button', { name: 'Позвонить', exact: true }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

function ringOf(page: Page) {
  return page.getByRole('region', { name: 'Входящий звонок', exact: true });
}

/** «Создать чат» with one other person, as its owner. */
async function create(page: Page, title: string, person: string): Promise<void> {
  await page.getByRole('button', { name: 'Новый чат', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Создать чат', exact: true }).click();
  await page.getByLabel('Название', { exact: true }).fill(title);
  await page.getByPlaceholder('Имя или фамилия', { exact: true }).fill(person);
  await page.getByRole('checkbox', { name: listed(person) }).check();
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Позвонить', exact: true })).toBeVisible();
}

test('a call in a chat: its card and strip lead in, folded it follows through the pages', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const title = words('Созвон');
  await create(misha.page, title, 'Елена Орлова');
  await call(misha.page, 'Видеозвонок');
  await join(misha.page);
  await expectInCall(misha.page);

  await expect(row(lena.page, title)).toContainText('Идёт звонок');
  await openChat(lena.page, title);
  await expect(lena.page.getByRole('article').getByRole('button', { name: 'Войти', exact: true })).toBeVisible();
  await expect(lena.page.getByRole('button', { name: 'Позвонить', exact: true })).toHaveCount(0);
  await lena.page
    .getByRole('region', { name: 'Идёт звонок', exact: true })
    .getByRole('button', { name: 'Войти', exact: true })
    .click();
  await join(lena.page);
  await expectInCall(lena.page);
  await expectMoving(tile(misha.page, /^Елена Орлова/));

  await control(misha.page, 'Свернуть звонок').click();
  await expect(stage(misha.page)).toHaveCount(0);
  const mini = misha.page.getByRole('region', { name: /^Звонок: / });
  await expectMoving(mini, 'the small picture moves');
  await misha.page.getByRole('link', { name: 'Настройки', exact: true }).click();
  await expectMoving(mini, 'it moves on another page, too');
  const diary = misha.context.waitForEvent('page');
  await misha.page.getByRole('link', { name: 'Дневник', exact: true }).click();
  await (await diary).close();
  await misha.page.setViewportSize({ width: 360, height: 740 });
  const frame = await mini.boundingBox();
  const hangUp = await mini.getByRole('button', { name: 'Выйти из звонка', exact: true }).boundingBox();
  expect(hangUp && frame && hangUp.x + hangUp.width <= frame.x + frame.width, 'it fits a phone').toBe(true);
  await misha.page.setViewportSize({ width: 1280, height: 800 });
  await mini.getByRole('button', { name: 'Развернуть', exact: true }).click();
  await expectInCall(misha.page);

  await control(lena.page, 'Выйти из звонка').click();
  await expect(lena.page.getByRole('button', { name: new RegExp(`^${title},.*О чате$`) })).toBeVisible();
  await control(misha.page, 'Выйти из звонка').click();
  await misha.page.getByRole('menuitem', { name: 'Завершить звонок для всех', exact: true }).click();
  await misha.page.getByRole('dialog').getByRole('button', { name: 'Завершить', exact: true }).click();
  await expect(lena.page.getByRole('article').filter({ hasText: 'Завершён' })).toBeVisible();
});

test('a planned call stands in the chat with its time', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const title = words('План');
  await create(misha.page, title, 'Елена Орлова');
  await call(misha.page, 'Запланировать');
  const dialog = misha.page.getByRole('dialog');
  await dialog.getByLabel('Название', { exact: true }).fill('Репетиция');
  await dialog.getByLabel('Дата', { exact: true }).fill('2020-01-01');
  await dialog.getByRole('button', { name: 'Запланировать', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('уже прошло');
  await dialog.getByLabel('Дата', { exact: true }).fill('2031-01-09');
  await dialog.getByLabel('Время', { exact: true }).fill('18:30');
  await dialog.getByRole('button', { name: 'Запланировать', exact: true }).click();
  const card = misha.page.getByRole('article').filter({ hasText: 'Репетиция' });
  await expect(card).toContainText('9 января 2031');
  await expect(row(misha.page, title)).toContainText('18:30');

  const lena = await openMessenger(browser, 'lena');
  await openChat(lena.page, title);
  await expect(lena.page.getByRole('article').filter({ hasText: 'Репетиция' })).toContainText('9 января 2031');
});

test('ringing is accepted on one device, and the other stops', async ({ browser }) => {
  const anna = await inDialog(browser, 'anna', 'Михаил Соколов');
  const misha = await openMessenger(browser, 'misha');
  const phone = await openMessenger(browser, 'misha');
  await call(anna.page, 'Видеозвонок');
  await expect(anna.page.getByText(/^Звоним: Михаил Соколов/)).toBeVisible();
  await expect(ringOf(misha.page)).toBeVisible();
  await expect(ringOf(phone.page)).toBeVisible();
  await phone.page.reload();
  await expect(ringOf(phone.page), 'who opens the page while it rings sees it').toBeVisible();
  await ringOf(misha.page).getByRole('button', { name: 'Ответить', exact: true }).click();
  // Sooner than ringing lapses by itself.
  await expect(ringOf(phone.page)).toHaveCount(0, { timeout: 15_000 });
  await expectInCall(misha.page);
  await expect(anna.page.getByText(/^Звоним: /)).toHaveCount(0);
  await expectMoving(tile(anna.page, /^Михаил Соколов/));
  await control(misha.page, 'Выйти из звонка').click();
  await expect(stage(misha.page)).toHaveCount(0);
  await expect(stage(anna.page), 'a call of two ends when one hangs up').toHaveCount(0);
});

test('ringing is refused, and the caller is told', async ({ browser }) => {
  const anna = await inDialog(browser, 'anna', 'Михаил Соколов');
  const misha = await openMessenger(browser, 'misha');
  await call(anna.page, 'Видеозвонок');
  await expectInCall(anna.page);
  await ringOf(misha.page).getByRole('button', { name: 'Отклонить', exact: true }).click();
  await expect(ringOf(misha.page)).toHaveCount(0);
  await expect(stage(anna.page)).toHaveCount(0);
  await expect(anna.page.getByText('Собеседник отклонил звонок', { exact: true })).toBeVisible();
  await expect(anna.page.getByRole('article').filter({ hasText: 'Отклонённый звонок' }).last()).toBeVisible();
});
