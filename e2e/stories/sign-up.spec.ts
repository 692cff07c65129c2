import { expect } from '@playwright/test';
import { picture } from '../support/files.ts';
import { type Installation, install } from '../support/installation.ts';
import { codeFor, freshPhone, url } from '../support/parta.ts';
import { answerQuestions, chooseToSignIn, enterByCode, firstPage, type NewPerson, signInAs } from '../support/people.ts';
import { openCarrier, type SmsFake } from '../support/sms-fake.ts';
import { test } from '../support/story.ts';

// In browsers of 2023, for all of the built-ins that these stories use.
test.use({ isOlder: true });

const ROMAN: Omit<NewPerson, 'phone'> = {
  lastName: 'Громов',
  firstName: 'Роман',
  patronymic: 'Олегович',
  birth: { day: '5', month: 'март', year: '2012' },
  sex: 'Мужской',
};

test('a new person creates a profile by phone and finds the messenger open', async ({ page }) => {
  const person = { ...ROMAN, phone: freshPhone() };
  await page.goto(url('/'));
  await expect(page).toHaveURL(/\/id/);
  await page.getByRole('button', { name: 'Создать учебный профиль', exact: true }).click();
  await expect(page.getByText('Шаг 1 из 4', { exact: true })).toBeVisible();
  await enterByCode(page, person.phone);
  await answerQuestions(page, person);
  await expect(page).toHaveURL(url('/'));
});

test('one number in all spellings is one person, who is asked for nothing again', async ({ page, browser }) => {
  const person = { ...ROMAN, phone: freshPhone() };
  await page.goto(url('/id'));
  await chooseToSignIn(page);
  await enterByCode(page, person.phone);
  await answerQuestions(page, person);
  await expect(page).toHaveURL(url('/'));

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(url('/id?next=/id'));
  await chooseToSignIn(other);
  const spelled = `8 (${person.phone.slice(2, 5)}) ${person.phone.slice(5)}`;
  await other.getByLabel('Номер телефона', { exact: true }).fill(spelled);
  await other.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await other.getByLabel('Шесть цифр', { exact: true }).fill(await codeFor(person.phone, 2));
  await expect(other.getByRole('heading', { name: 'Громов Роман Олегович', exact: true })).toBeVisible();

  await page.goto(url('/id'));
  await expect(page.getByText(/^Вход с нового устройства/)).toBeVisible();
});

test('a wrong code says how many tries are left, and never to give the code away', async ({ page }) => {
  const phone = freshPhone();
  await page.goto(url('/id'));
  await chooseToSignIn(page);
  await page.getByLabel('Номер телефона', { exact: true }).fill(phone);
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByText(/никто, даже школа, не вправе его спрашивать\.$/)).toBeVisible();
  await expect(page.getByText(/Новый код можно отправить через \d:\d\d$/)).toBeVisible();

  const right = await codeFor(phone);
  const wrong = right === '000000' ? '000001' : '000000';
  await page.getByLabel('Шесть цифр', { exact: true }).fill(wrong);
  await expect(page.getByRole('alert')).toContainText('Осталось 4 попытки');
  await page.getByLabel('Шесть цифр', { exact: true }).fill(wrong);
  await expect(page.getByRole('alert')).toContainText('Осталось 3 попытки');
  await page.getByLabel('Шесть цифр', { exact: true }).fill(right);
  await expect(page.getByRole('heading', { name: 'Создать учебный профиль', exact: true })).toBeVisible();
});

test('the number can be corrected, and what was typed stands there', async ({ page }) => {
  await page.goto(url('/id'));
  await chooseToSignIn(page);
  await page.getByLabel('Номер телефона', { exact: true }).fill('89010000000');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await page.getByRole('button', { name: 'Исправить номер', exact: true }).click();
  await expect(page.getByLabel('Номер телефона', { exact: true })).toHaveValue('+7 901 000-00-00');
});

test('a closed tab comes back to the page at which it was closed', async ({ page, context }) => {
  const person = { ...ROMAN, phone: freshPhone() };
  await page.goto(url('/id'));
  await chooseToSignIn(page);
  await enterByCode(page, person.phone);
  await page.getByLabel('Фамилия', { exact: true }).fill(person.lastName);
  await page.close();

  const again = await context.newPage();
  await again.goto(url('/id'));
  await expect(again.getByLabel('Фамилия', { exact: true })).toHaveValue(person.lastName);
  await answerQuestions(again, person);
  await expect(again).toHaveURL(url('/'));
});

test('«Back» goes back a step, and leaves nothing of the sign-in behind', async ({ page }) => {
  const person = { ...ROMAN, phone: freshPhone() };
  await page.goto(url('/journal'));
  await page.goto(url('/id?next=/settings'));
  await chooseToSignIn(page);
  await page.getByLabel('Номер телефона', { exact: true }).fill(person.phone);
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByLabel('Шесть цифр', { exact: true })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('Номер телефона', { exact: true })).toHaveValue(/^\+7/);
  await page.goBack();
  await chooseToSignIn(page);
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await page.getByLabel('Шесть цифр', { exact: true }).fill(await codeFor(person.phone));
  await answerQuestions(page, person);
  await expect(page).toHaveURL(url('/settings'));
  await page.goBack();
  await expect(page).toHaveURL(url('/journal'));
});

test('a password is set, signs in elsewhere, and that session is seen and ended', async ({ page, browser }) => {
  const person = { ...ROMAN, phone: freshPhone() };
  await page.goto(url('/id?next=/id'));
  await chooseToSignIn(page);
  await enterByCode(page, person.phone);
  await answerQuestions(page, person);
  await page.getByRole('button', { name: 'Задать пароль', exact: true }).click();
  await page.getByLabel('Новый пароль', { exact: true }).fill('сорок ёжиков');
  await page.getByLabel('Повторите пароль', { exact: true }).fill('сорок ёжиков');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await expect(page.getByText('Пароль сохранён', { exact: true })).toBeVisible();

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(url('/id?next=/id'));
  await chooseToSignIn(other);
  await other.getByLabel('Номер телефона', { exact: true }).fill(person.phone);
  await other.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await other.getByRole('button', { name: 'Войти по паролю', exact: true }).click();
  await other.getByLabel('Пароль', { exact: true }).fill('не тот пароль');
  await other.getByRole('button', { name: 'Войти', exact: true }).click();
  await expect(other.getByRole('alert')).toContainText('Неверный пароль');
  await other.getByLabel('Пароль', { exact: true }).fill('сорок ёжиков');
  await other.getByRole('button', { name: 'Войти', exact: true }).click();
  await expect(other.getByRole('heading', { name: 'Громов Роман Олегович', exact: true })).toBeVisible();

  await page.reload();
  const devices = page.getByRole('region', { name: 'Устройства', exact: true });
  await expect(devices.getByRole('listitem')).toHaveCount(2);
  await devices.getByRole('button', { name: /^Завершить: / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить', exact: true }).click();
  await expect(devices.getByRole('listitem')).toHaveCount(1);
  await other.reload();
  await expect(firstPage(other)).toBeVisible();
});

test('a picture of oneself is shown, and taken away', async ({ page, context }) => {
  await signInAs(context, 'stranger');
  await page.goto(url('/id'));
  await page.getByLabel('Добавить фото', { exact: true }).setInputFiles(picture('я.png', [40, 120, 200]));
  const shown = page.getByRole('region', { name: 'Профиль', exact: true }).locator('img');
  await expect(shown).toBeVisible();
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Удалить фото', exact: true }).click();
  await expect(shown).toHaveCount(0);

  await page.getByLabel('Добавить фото', { exact: true }).setInputFiles({
    name: 'не фото.png',
    mimeType: 'image/png',
    buffer: Buffer.from('это текст'),
  });
  await expect(page.getByText(/^Эту картинку использовать нельзя\./)).toBeVisible();
});

test.describe('with a carrier of messages', () => {
  let carrier: SmsFake;
  let parta: Installation;

  test.beforeAll(async () => {
    carrier = await openCarrier();
    parta = await install('carrier', {
      PARTA_DEMO: 'false',
      PARTA_SMS: 'http',
      PARTA_SMS_URL: carrier.url,
      PARTA_LIVEKIT_URL: 'http://127.0.0.1:9',
      PARTA_LIVEKIT_KEY: 'nobody',
      PARTA_LIVEKIT_SECRET: 'no media server is needed to sign up',
    });
  });

  test.afterAll(async () => {
    await parta.end();
    await carrier.end();
  });

  test('a message that is late says so, and comes', async ({ page }) => {
    const phone = freshPhone();
    carrier.answers.push({ status: 503, retryAfter: 8 });
    await page.goto(`${parta.runtime.url}/id`);
    await chooseToSignIn(page);
    await page.getByLabel('Номер телефона', { exact: true }).fill(phone);
    await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
    await expect(page.getByText(/^СМС на .+ задерживается\./)).toBeVisible();
    await expect(page.getByText(/^Мы отправили код на /)).toBeVisible();
    await page.getByLabel('Шесть цифр', { exact: true }).fill(await carrier.codeFor(phone));
    await expect(page.getByRole('heading', { name: 'Создать учебный профиль', exact: true })).toBeVisible();
  });

  test('a message that the carrier refuses says so, and the number can be corrected', async ({ page }) => {
    const phone = freshPhone();
    carrier.answers.push({ status: 422 });
    await page.goto(`${parta.runtime.url}/id`);
    await chooseToSignIn(page);
    await page.getByLabel('Номер телефона', { exact: true }).fill('+7 901 000-00-09');
    await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
    await expect(page.getByText(/^СМС на .+ не доставлена\./)).toBeVisible();
    await page.getByRole('button', { name: 'Исправить номер', exact: true }).click();
    await page.getByLabel('Номер телефона', { exact: true }).fill(phone);
    await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
    await page.getByLabel('Шесть цифр', { exact: true }).fill(await carrier.codeFor(phone));
    await expect(page.getByRole('heading', { name: 'Создать учебный профиль', exact: true })).toBeVisible();
  });
});
