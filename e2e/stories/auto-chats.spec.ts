import { expect } from '@playwright/test';
import { beginLinking, signInToJournal, unlink } from '../support/linking.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

/** How soon a change shows in windows that are open. */
const SOON = { timeout: 2000 };

test('chats appear and go in an open window, within two seconds of linking and unlinking', async ({ page, context }) => {
  await signInAs(context, 'nina');
  const messenger = await context.newPage();
  await messenger.goto(url('/'));
  const staff = messenger.getByRole('link', { name: /^Сотрудники, Школа №\s1514/ });
  await expect(staff).toBeVisible();

  await unlink(page, '+79000000008');
  await expect(staff).toHaveCount(0, SOON);

  await beginLinking(page);
  await signInToJournal(page, 'zueva');
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await expect(staff).toBeVisible(SOON);
});

test('who was in the class sees the one who came, and what a teacher says reaches them', async ({ browser }) => {
  const teachers = await browser.newContext();
  await signInAs(teachers, 'anna');
  const anna = await teachers.newPage();
  await anna.goto(url('/'));
  await anna.getByRole('link', { name: /^7Б, родители/ }).click();

  const parents = await browser.newContext();
  await signInAs(parents, 'tanya');
  const tanya = await parents.newPage();
  await beginLinking(tanya);
  await signInToJournal(tanya, 'gromova');
  await tanya.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(tanya.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await tanya.getByRole('link', { name: 'Мессенджер', exact: true }).click();
  await tanya.getByRole('link', { name: /^7Б, родители/ }).click();

  const words = `Собрание в шесть (${Date.now()})`;
  await anna.getByRole('textbox', { name: 'Сообщение', exact: true }).fill(words);
  await anna.keyboard.press('Enter');
  await expect(tanya.getByText(words, { exact: true }).last()).toBeVisible();

  await unlink(tanya, '+79000000011');
  await tanya.goto(url('/'));
  await expect(tanya.getByRole('link', { name: /^7Б, родители/ })).toHaveCount(0);
});
