import { expect, test } from '@playwright/test';
import { codeFor, freshPhone, url } from '../support/parta.ts';
import { shoot } from '../support/shots.ts';

test('the sign-in and the profile', async ({ page }) => {
  const phone = freshPhone();
  await page.goto(url('/id'));
  await expect(page.getByLabel('Номер телефона')).toBeVisible();
  await shoot(page, 'id-phone');
  await page.getByLabel('Номер телефона').fill('+7 901 12');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await shoot(page, 'id-phone-incomplete');
  await page.getByLabel('Номер телефона').fill(phone);
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await expect(page.getByRole('heading', { name: 'Код из сообщения' })).toBeVisible();
  await shoot(page, 'id-code');
  const code = await codeFor(phone);
  await page.getByLabel('Шесть цифр').fill(code === '000000' ? '000001' : '000000');
  await expect(page.getByRole('alert')).toBeVisible();
  await shoot(page, 'id-code-wrong');
  await page.getByRole('button', { name: 'Войти по паролю' }).click();
  await shoot(page, 'id-password');
  await page.getByRole('button', { name: 'Войти по коду' }).click();
  await page.getByLabel('Шесть цифр').fill(code);

  await page.getByLabel('Фамилия').fill('Громова');
  await page.getByLabel('Имя', { exact: true }).fill('Александра');
  await shoot(page, 'id-names');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.getByLabel('День').fill('5');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await shoot(page, 'id-birth');
  await page.getByLabel('Месяц').selectOption('март');
  await page.getByLabel('Год').fill('1988');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.getByText('Женский').click();
  await shoot(page, 'id-sex');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await shoot(page, 'id-check');
  await page.getByRole('button', { name: 'Создать профиль' }).click();
  await expect(page).toHaveURL(url('/'));

  await page.goto(url('/id'));
  await expect(page.getByRole('region', { name: 'Устройства' })).toBeVisible();
  await shoot(page, 'id-profile');
  await page.getByRole('button', { name: 'Изменить данные' }).click();
  await shoot(page, 'id-profile-edit');
});
