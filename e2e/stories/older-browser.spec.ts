import { expect } from '@playwright/test';
import { chatList, message, openChat, openMessenger, row, words, write } from '../support/chats.ts';
import { makeOlder } from '../support/older.ts';
import { url } from '../support/parta.ts';
import { test } from '../support/story.ts';

test('in a browser of 2023 one signs in, sends, receives, reads, and comes to the door of a call', async ({ browser }) => {
  const context = await browser.newContext();
  await makeOlder(context);
  const page = await context.newPage();
  await page.goto(url('/'));
  expect(await page.evaluate(() => 'canParse' in URL && typeof URL.canParse === 'function')).toBe(false);
  await page.getByRole('button', { name: /Соколов Михаил|Михаил Соколов/ }).click();
  await expect(chatList(page)).toBeVisible();

  const lena = await openMessenger(browser, 'lena');
  await openChat(lena.page, 'Михаил Соколов');
  const link = `https://school.example/${words('сайт').replace(/\W/g, '')}`;
  await write(lena.page, `Смотри: ${link}`);
  await expect(row(page, 'Елена Орлова')).toContainText('Смотри');
  await openChat(page, 'Елена Орлова');
  await expect(page.getByRole('link', { name: link, exact: true })).toBeVisible();
  const answer = words('Посмотрю');
  await write(page, answer);
  await expect(message(lena.page, answer)).toBeVisible();
  await expect(message(page, answer).getByText('Прочитано')).toBeAttached();

  await page.getByRole('button', { name: 'Позвонить', exact: true }).click();
  await page.getByRole('menuitem').first().click();
  await expect(page).toHaveURL(/\/call\//);
  await expect(page.getByText('Что-то сломалось')).toHaveCount(0);
});

test('a browser that is too old is told so, in plain words', async ({ browser }) => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    // @ts-expect-error: as in browsers before 2023
    delete Array.prototype.toSorted;
  });
  const page = await context.newPage();
  await page.goto(url('/'));
  await expect(page.getByText('Этот браузер слишком старый для Парты.')).toBeVisible();
  await expect(page.locator('#root')).toBeHidden();
});
