import { expect, test } from '@playwright/test';
import { beginLinking } from '../support/linking.ts';
import { freshPhone, url } from '../support/parta.ts';
import { almostTanya, createProfile, signInAs } from '../support/people.ts';
import { shoot } from '../support/shots.ts';

test('connecting a diary from the messenger', async ({ page, context, browser }) => {
  await signInAs(context, 'tanya');
  await page.goto(url('/id/connect'));
  await expect(page.getByRole('button', { name: 'Москва' })).toBeVisible();
  await shoot(page, 'link-region');
  await page.getByRole('button', { name: 'Москва' }).click();
  await page.getByText('Журнал Парты').click();
  await shoot(page, 'link-journal');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await shoot(page, 'link-go');
  await page.getByRole('button', { name: 'Перейти в дневник' }).click();
  await expect(page.getByLabel('Логин')).toBeVisible();
  await shoot(page, 'link-sign-in');

  const elsewhere = await browser.newContext();
  await signInAs(elsewhere, 'tanya');
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { name: 'Начато в другом браузере' })).toBeVisible();
  await shoot(other, 'link-other-browser');
  await elsewhere.close();

  await signInAs(context, 'danya', 'journal');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Это ваш аккаунт в дневнике?' })).toBeVisible();
  await shoot(page, 'link-who');
  await page.getByRole('button', { name: /Продолжить как/ }).click();
  await expect(page.getByRole('heading', { name: 'Похоже, это два разных человека' })).toBeVisible();
  await shoot(page, 'link-child');
  await page.getByRole('button', { name: 'Войти под другим именем' }).click();
  await expect(page.getByLabel('Логин')).toBeVisible();
  await signInAs(context, 'tanya', 'journal');
  await page.reload();
  await page.getByRole('button', { name: /Продолжить как/ }).click();
  await expect(page.getByRole('heading', { name: 'Связать?' })).toBeVisible();
  await shoot(page, 'link-review');
  await page.getByRole('button', { name: 'Отменить' }).click();
  await expect(page.getByRole('heading', { name: 'Подключение отменено' })).toBeVisible();
  await shoot(page, 'link-cancelled');
});

test('differences to be asked about', async ({ page, context }) => {
  await createProfile(context, almostTanya(freshPhone()));
  await signInAs(context, 'tanya', 'journal');
  await beginLinking(page);
  await page.getByRole('button', { name: /Продолжить как/ }).click();
  await expect(page.getByText('Данные различаются')).toBeVisible();
  await page.getByRole('button', { name: 'Связать', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await shoot(page, 'link-differences');
});

test('the profile of who is linked', async ({ page, context }) => {
  await signInAs(context, 'igor');
  await page.goto(url('/id'));
  await expect(page.getByRole('region', { name: 'Подключённые дневники' }).getByRole('listitem')).toHaveCount(1);
  await shoot(page, 'id-profile-linked');
});
