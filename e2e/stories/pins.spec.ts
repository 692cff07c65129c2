import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { choose, message, openChat, openMessenger, words, write } from '../support/chats.ts';
import { PHONE } from '../support/people.ts';
import { test } from '../support/story.ts';

const bar = (page: Page) => page.getByRole('region', { name: 'Закреплённые сообщения', exact: true });
const jump = (page: Page) => bar(page).getByRole('button', { name: /Перейти$/ });

test('Анна pins for the class; Миша sees it at once, goes there, and may not unpin', async ({ browser }) => {
  const anna = await openMessenger(browser, 'anna');
  const misha = await openMessenger(browser, 'misha', PHONE);
  await openChat(anna.page, '7Б');
  await openChat(misha.page, '7Б');
  const trip = words('Экскурсия в пятницу');
  const books = words('Учебники в кабинете');
  await write(anna.page, trip);
  for (let line = 0; line < 12; line += 1) await write(anna.page, words('Ещё строка'));
  await write(anna.page, books);
  await expect(message(misha.page, books)).toBeVisible();

  await choose(anna.page, trip, 'Закрепить');
  await expect(anna.page.getByText('Сообщение закреплено', { exact: true })).toBeVisible();
  await expect(jump(misha.page)).toContainText(trip);
  await choose(anna.page, books, 'Закрепить');
  await expect(jump(misha.page)).toContainText(books);
  await expect(message(misha.page, books).getByText('закреплено', { exact: true })).toBeAttached();

  await jump(misha.page).tap();
  await expect(message(misha.page, books)).toBeInViewport();
  await expect(jump(misha.page)).toContainText(trip);
  await jump(misha.page).tap();
  await expect(message(misha.page, trip)).toBeInViewport();

  await bar(misha.page).getByRole('button', { name: 'Все закреплённые сообщения', exact: true }).tap();
  const sheet = misha.page.getByRole('dialog');
  await expect(sheet.getByRole('listitem').first()).toContainText(books);
  await expect(sheet.getByRole('button', { name: /^Открепить/ })).toHaveCount(0);
  await sheet.getByRole('listitem').filter({ hasText: trip }).getByRole('button').tap();
  await expect(message(misha.page, trip)).toBeInViewport();
  await misha.page.reload();
  await expect(jump(misha.page)).toContainText(books);
  await expectAccessible(misha.page, 'a chat with pinned messages');

  await bar(anna.page).getByRole('button', { name: 'Все закреплённые сообщения', exact: true }).click();
  await anna.page.getByRole('button', { name: `Открепить: ${books}`, exact: true }).click();
  await expect(jump(misha.page)).toContainText(trip);
  await anna.page.getByRole('button', { name: 'Вернуть', exact: true }).click();
  await expect(jump(misha.page)).toContainText(books);
  for (const text of [books, trip]) {
    await anna.page.getByRole('button', { name: `Открепить: ${text}`, exact: true }).click();
    await expect(anna.page.getByRole('button', { name: `Открепить: ${text}`, exact: true })).toHaveCount(0);
  }
  await expect(anna.page.getByText('Закреплённых сообщений нет', { exact: true })).toBeVisible();
  await expect(bar(misha.page)).toHaveCount(0);
});

test('a pinned message follows its edits, and is let go when it is deleted', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  await openChat(misha.page, 'Елена Орлова');
  await openChat(lena.page, 'Михаил Соколов');
  const first = words('Встречаемся в три');
  const better = words('Встречаемся в четыре');
  await write(misha.page, first);
  await expect(message(lena.page, first)).toBeVisible();
  await choose(lena.page, first, 'Закрепить');
  await expect(jump(misha.page)).toContainText(first);
  await choose(misha.page, first, 'Изменить');
  await misha.page.getByRole('textbox', { name: 'Сообщение', exact: true }).fill(better);
  await misha.page.keyboard.press('Enter');
  await expect(jump(lena.page)).toContainText(better);
  await choose(misha.page, better, 'Удалить у всех');
  await misha.page.getByRole('button', { name: 'Удалить', exact: true }).click();
  await expect(bar(lena.page)).toHaveCount(0);
  await expect(bar(misha.page)).toHaveCount(0);
});
