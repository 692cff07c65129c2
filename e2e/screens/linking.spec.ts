import { expect, test } from '@playwright/test';
import { beginLinking } from '../support/linking.ts';
import { freshPhone, url } from '../support/parta.ts';
import { almostTanya, createProfile, signInAs } from '../support/people.ts';
import { takeScreenshots } from '../support/shots.ts';

test('connecting a diary from the messenger', async ({ page, context, browser }) => {
  await signInAs(context, 'tanya');
  await page.goto(url('/id/connect'));
  await expect(page.getByRole('button', { name: 'Москва', exact: true })).toBeVisible();
  await takeScreenshots(page, 'link-region');
  await page.getByRole('button', { name: 'Москва', exact: true }).click();
  await page.getByText('Журнал Парты', { exact: true }).click();
  await takeScreenshots(page, 'link-journal');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await takeScreenshots(page, 'link-go');
  await page.getByRole('button', { name: 'Перейти в дневник', exact: true }).click();
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
  await takeScreenshots(page, 'link-sign-in');

  const elsewhere = await browser.newContext();
  await signInAs(elsewhere, 'tanya');
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('heading', { name: 'Подключение начато в другом браузере', exact: true })).toBeVisible();
  await takeScreenshots(other, 'link-other-browser');
  await elsewhere.close();

  await signInAs(context, 'danya', 'journal');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Это ваш аккаунт в дневнике?', exact: true })).toBeVisible();
  await takeScreenshots(page, 'link-who');
  await page.getByRole('button', { name: /^Продолжить как / }).click();
  await expect(page.getByRole('heading', { name: 'Похоже, это два разных человека', exact: true })).toBeVisible();
  await takeScreenshots(page, 'link-child');
  await page.getByRole('button', { name: 'Войти в дневник с другим аккаунтом', exact: true }).click();
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
  await signInAs(context, 'tanya', 'journal');
  await page.reload();
  await page.getByRole('button', { name: /^Продолжить как / }).click();
  await expect(page.getByRole('heading', { name: 'Подключить дневник к профилю?', exact: true })).toBeVisible();
  await takeScreenshots(page, 'link-review');
  await page.getByRole('button', { name: 'Отмена', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Подключение отменено', exact: true })).toBeVisible();
  await takeScreenshots(page, 'link-cancelled');
});

test('differences to be asked about', async ({ page, context }) => {
  await createProfile(context, almostTanya(freshPhone()));
  await signInAs(context, 'tanya', 'journal');
  await beginLinking(page);
  await page.getByRole('button', { name: /^Продолжить как / }).click();
  await expect(page.getByText('Данные различаются. Проверьте, что это один и тот же человек.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await takeScreenshots(page, 'link-differences');
});

test('the profile of who is linked', async ({ page, context }) => {
  await signInAs(context, 'igor');
  await page.goto(url('/id'));
  await expect(page.getByRole('region', { name: 'Подключённые дневники', exact: true }).getByRole('listitem')).toHaveCount(1);
  await takeScreenshots(page, 'id-profile-linked');
});
