import { expect, test } from '@playwright/test';
import { codeFor, freshPhone, url } from '../support/parta.ts';
import { takeScreenshots } from '../support/shots.ts';

test('the sign-in and the profile', async ({ page }) => {
  const phone = freshPhone();
  await page.goto(url('/id'));
  await expect(page.getByLabel('Номер телефона', { exact: true })).toBeVisible();
  await takeScreenshots(page, 'id-phone');
  await page.getByLabel('Номер телефона', { exact: true }).fill('+7 901 12');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await takeScreenshots(page, 'id-phone-incomplete');
  await page.getByLabel('Номер телефона', { exact: true }).fill(phone);
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Код из СМС', exact: true })).toBeVisible();
  await takeScreenshots(page, 'id-code');
  const code = await codeFor(phone);
  await page.getByLabel('Шесть цифр', { exact: true }).fill(code === '000000' ? '000001' : '000000');
  await expect(page.getByRole('alert')).toBeVisible();
  await takeScreenshots(page, 'id-code-wrong');
  await page.getByRole('button', { name: 'Войти по паролю', exact: true }).click();
  await takeScreenshots(page, 'id-password');
  await page.getByRole('button', { name: 'Войти по коду', exact: true }).click();
  await page.getByLabel('Шесть цифр', { exact: true }).fill(code);

  await page.getByLabel('Фамилия', { exact: true }).fill('Громова');
  await page.getByLabel('Имя', { exact: true }).fill('Александра');
  await takeScreenshots(page, 'id-names');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await page.getByLabel('День', { exact: true }).fill('5');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await takeScreenshots(page, 'id-birth');
  await page.getByLabel('Месяц', { exact: true }).selectOption('март');
  await page.getByLabel('Год', { exact: true }).fill('1988');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await page.getByText('Женский', { exact: true }).click();
  await takeScreenshots(page, 'id-sex');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await takeScreenshots(page, 'id-check');
  await page.getByRole('button', { name: 'Создать профиль', exact: true }).click();
  await expect(page).toHaveURL(url('/'));

  await page.goto(url('/id'));
  await expect(page.getByRole('region', { name: 'Устройства', exact: true })).toBeVisible();
  await takeScreenshots(page, 'id-profile');
  await page.getByRole('button', { name: 'Изменить данные', exact: true }).click();
  await takeScreenshots(page, 'id-profile-edit');
});
