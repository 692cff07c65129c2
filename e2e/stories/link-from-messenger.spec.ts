import { expect } from '@playwright/test';
import { beginLessonNow, deviceScreen, endRunning, publish } from '../support/lessons.ts';
import { beginLinking, chooseJournal, signInToJournal, unlink } from '../support/linking.ts';
import { url } from '../support/parta.ts';
import { PHONE, signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

test('a mother links from the messenger and finds the chats of her child’s class', async ({ page, context }) => {
  await signInAs(context, 'tanya');
  await page.goto(url('/'));
  await page
    .getByRole('link', { name: 'Подключить дневник', exact: true })
    .first()
    .click();
  await page.getByRole('button', { name: 'Москва', exact: true }).click();
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('Выберите дневник');
  await page.getByText('Журнал Парты', { exact: true }).click();
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await page.getByRole('button', { name: 'Перейти в дневник', exact: true }).click();
  await signInToJournal(page, 'gromova');

  await expect(page.getByRole('heading', { name: 'Подключить дневник к профилю?', exact: true })).toBeVisible();
  await expect(page.getByText('Учебный профиль', { exact: true })).toBeVisible();
  await expect(page.getByText('Логин: gromova', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Подключить', exact: true }).dblclick();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Дневник уже подключён', exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Мессенджер', exact: true }).click();
  await expect(page).toHaveURL(url('/'));
  await expect(page.getByRole('link', { name: /^7Б, родители/ })).toBeVisible();

  await unlink(page, '+79000000011');
  await expect(page.getByRole('button', { name: /^Отключить: / })).toHaveCount(0);
  await page.goto(url('/'));
  await expect(page.getByRole('link', { name: 'Подключить дневник', exact: true }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /^7Б, родители/ })).toHaveCount(0);
});

test('a mother before a lesson’s door links on the way and comes back to it', async ({ page, context, browser }) => {
  const teacher = await browser.newContext();
  await signInAs(teacher, 'anna');
  await signInAs(teacher, 'anna', 'journal');
  await endRunning(teacher);
  const lessonId = await beginLessonNow(teacher);
  await publish(await teacher.newPage(), lessonId);

  await signInAs(context, 'tanya');
  await page.goto(url(`/lesson/${lessonId}`));
  await page.getByRole('link', { name: 'Подключить дневник', exact: true }).click();
  await chooseJournal(page);
  await signInToJournal(page, 'gromova');
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await page.getByRole('link', { name: 'Перейти к уроку', exact: true }).click();
  await expect(page).toHaveURL(url(`/lesson/${lessonId}`));
  await expect(deviceScreen(page)).toBeVisible();

  await unlink(page, '+79000000011');
});

test('who is signed in to the journal already only says that it is them', async ({ page, context }) => {
  await signInAs(context, 'nina');
  await unlink(page, '+79000000008');
  await signInAs(context, 'nina', 'journal');
  await beginLinking(page);
  await page.getByRole('button', { name: 'Продолжить как Нина Зуева', exact: true }).click();
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await page.goto(url('/id'));
  await expect(page.getByText(/^библиотекарь/)).toBeVisible();
});

test('a teacher who is a father as well links once for both', async ({ browser }) => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await signInAs(context, 'igor');
  await unlink(page, '+79000000002');
  await beginLinking(page);
  await signInToJournal(page, 'lebedev');
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeVisible();
  await page.goto(url('/id'));
  await expect(page.getByText(/^учитель/).first()).toBeVisible();
  await expect(page.getByText(/^родитель: Ирина/).first()).toBeVisible();
});

test('a linking that was left can be gone on with, and cancelled', async ({ page, context }) => {
  await signInAs(context, 'stranger');
  await beginLinking(page);
  await page.goto(url('/id/connect'));
  await page.getByRole('link', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
  await page.goto(url('/id/connect'));
  await page.getByRole('button', { name: 'Отмена', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Продолжить', exact: true })).toHaveCount(0);
});
