import { expect } from '@playwright/test';
import { signInToJournal, unlink } from '../support/linking.ts';
import { codeFor, freshPhone, messagesTo, url } from '../support/parta.ts';
import { answerQuestions, enterByCode, firstPage, PHONE, signInAs, signOut } from '../support/people.ts';
import { test } from '../support/story.ts';

test('a teacher without a profile links from the journal and is signed in to the messenger', async ({ page }) => {
  await page.goto(url('/journal'));
  await signInToJournal(page, 'kuznetsov');
  await page.getByRole('button', { name: /^Пётр Олегович/ }).click();
  await page.getByText('Привязать учебный профиль', { exact: true }).last().click();
  await expect(page).toHaveURL(/\/id\/link\?request=/);
  const phone = freshPhone();
  await enterByCode(page, phone);
  await answerQuestions(page, {
    phone,
    lastName: 'Кузнецов',
    firstName: 'Пётр',
    patronymic: 'Олегович',
    birth: { day: '12', month: 'октябрь', year: '1990' },
    sex: 'Мужской',
  });
  await expect(page.getByRole('heading', { name: 'Подключить дневник к профилю?', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Мессенджер', exact: true }).click();
  await expect(page.getByRole('link', { name: /^7Б, учителя/ })).toBeVisible();

  await page.goto(url('/journal'));
  await page.getByRole('button', { name: /^Пётр Олегович/ }).click();
  await expect(page.getByText('Привязать учебный профиль', { exact: true })).toHaveCount(0);
});

test('a pupil does the same on a phone', async ({ browser }) => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await signInAs(context, 'danya', 'journal');
  await page.goto(url('/journal'));
  await page.getByRole('button', { name: 'Привязать', exact: true }).click();
  const phone = freshPhone();
  await enterByCode(page, phone);
  await expect(page.getByText(/^Введите данные или просто проверьте их/)).toBeVisible();
  await expect(page.getByLabel('Имя', { exact: true })).toHaveValue('Даниил');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByText('3 марта 2013 г.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Создать профиль', exact: true }).click();
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Мессенджер', exact: true }).click();
  await expect(page.getByRole('link', { name: /^7Б/ }).first()).toBeVisible();
});

test('a mother of two who has a profile skips the questions', async ({ page, context }) => {
  const phone = '+79000000005';
  await signInAs(context, 'vera');
  await unlink(page, phone);
  await signOut(page);
  await expect(firstPage(page)).toBeVisible();

  await signInAs(context, 'vera', 'journal');
  await page.goto(url('/journal'));
  await page.getByRole('button', { name: 'Привязать', exact: true }).click();
  await page.getByLabel('Номер телефона', { exact: true }).fill('8 900 000 00 05');
  const before = (await messagesTo(phone)).length;
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await page.getByLabel('Шесть цифр', { exact: true }).fill(await codeFor(phone, before + 1));
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Мессенджер', exact: true }).click();
  await expect(page.getByRole('link', { name: /^7Б, родители/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /^3А, родители/ })).toBeVisible();
});

test('the journal never opens the messenger by itself', async ({ page, context }) => {
  await signInAs(context, 'anna', 'journal');
  await page.goto(url('/journal'));
  await page.getByRole('button', { name: /^Анна Сергеевна/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Мессенджер', exact: true }).click();
  await expect(firstPage(page)).toBeVisible();
});

test('a wrong password of the journal says so and keeps the login', async ({ page }) => {
  await page.goto(url('/journal'));
  await page.getByLabel('Логин', { exact: true }).fill('belova');
  await page.getByLabel('Пароль', { exact: true }).fill('не тот');
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Неверный логин или пароль');
  await expect(page.getByLabel('Логин', { exact: true })).toHaveValue('belova');
});
