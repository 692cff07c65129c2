import { expect, type Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { beginLinking } from '../support/linking.ts';
import { codeFor, freshPhone, url } from '../support/parta.ts';
import { almostTanya, chooseToSignIn, createProfile, firstPage, PHONE, signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

test('nothing serious on the screens of the sign-in and the profile', async ({ page }) => {
  const phone = freshPhone();
  await page.goto(url('/id'));
  await expect(firstPage(page)).toBeVisible();
  await expectAccessible(page, 'first page');
  await chooseToSignIn(page);
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expectAccessible(page, 'number');
  await page.getByLabel('Номер телефона', { exact: true }).fill(phone);
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expect(page.getByLabel('Шесть цифр', { exact: true })).toBeVisible();
  await expectAccessible(page, 'code');
  await page.getByRole('button', { name: 'Войти по паролю', exact: true }).click();
  await expectAccessible(page, 'password');
  await page.getByRole('button', { name: 'Войти по коду', exact: true }).click();
  await page.getByLabel('Шесть цифр', { exact: true }).fill(await codeFor(phone));
  await page.getByLabel('Фамилия', { exact: true }).fill('Громов');
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  await expectAccessible(page, 'details');
  await page.getByLabel('Имя', { exact: true }).fill('Роман');
  await page.getByLabel('День', { exact: true }).fill('5');
  await page.getByLabel('Месяц', { exact: true }).selectOption('март');
  await page.getByLabel('Год', { exact: true }).fill('1990');
  await page.getByText('Мужской', { exact: true }).click();
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
});

test('nothing serious on the profile and its dialogs', async ({ page, context }) => {
  await signInAs(context, 'igor');
  await page.goto(url('/id'));
  await expect(page.getByRole('button', { name: /^Отключить: / })).toBeVisible();
  await expectAccessible(page, 'profile');
  await page.getByRole('button', { name: 'Задать пароль', exact: true }).click();
  await page.getByLabel('Новый пароль', { exact: true }).fill('короткий');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
});

test('nothing serious on the screens of linking', async ({ page, context }) => {
  await createProfile(context, almostTanya(freshPhone()));
  await page.goto(url('/id/connect'));
  await expect(page.getByRole('button', { name: 'Москва', exact: true })).toBeVisible();
  await expectAccessible(page, 'regions');
  await page.getByRole('button', { name: 'Москва', exact: true }).click();
  await expect(page.getByText('Журнал Парты', { exact: true })).toBeVisible();
  await expectAccessible(page, 'journals');
  await signInAs(context, 'tanya', 'journal');
  await beginLinking(page);
  await expectAccessible(page, 'who it is');
  await page.getByRole('button', { name: /^Продолжить как / }).click();
  await expect(page.getByText('Данные различаются. Проверьте, что это один и тот же человек.', { exact: true })).toBeVisible();
  await expectAccessible(page, 'differences');
  await page.getByRole('button', { name: 'Отмена', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Подключение отменено', exact: true })).toBeVisible();
});

test('nothing serious in the journal', async ({ page, context }) => {
  await page.goto(url('/journal'));
  await expect(page.getByLabel('Логин', { exact: true })).toBeVisible();
  await expectAccessible(page, 'sign-in');
  for (const person of ['anna', 'igor', 'misha', 'olga'] as const) {
    await signInAs(context, person, 'journal');
    await page.goto(url('/journal'));
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    await expectAccessible(page, `first screen of ${person}`);
  }
  await page.getByRole('button', { name: /^Ольга Петровна/ }).click();
  await expect(page.getByText('Выйти из журнала', { exact: true })).toBeVisible();
});

for (const size of ['desktop', 'phone'] as const) {
  test(`nothing serious in the messenger on a ${size}`, async ({ browser }) => {
    const context = await browser.newContext(size === 'phone' ? PHONE : {});
    const page = await context.newPage();
    await signInAs(context, 'anna');
    await page.goto(url('/'));
    await expect(page.getByRole('link', { name: /^7Б, родители/ })).toBeVisible();
    await expectAccessible(page, 'chats');
    await page.getByRole('link', { name: /^7Б, родители/ }).click();
    await expect(page.getByRole('textbox', { name: 'Сообщение', exact: true })).toBeVisible();
    await expectAccessible(page, 'conversation');
    for (const [path, what] of [
      ['/new', 'new chat'],
      ['/people', 'people'],
    ] as const) {
      await page.goto(url(path));
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expectAccessible(page, what);
    }
    await page.goto(url('/settings'));
    await expect(page.getByRole('heading').first()).toBeVisible();
  });
}

test('by keyboard alone: sign up, link, and send a message', async ({ page }) => {
  const phone = freshPhone();
  await page.goto(url('/id'));
  await pressOn(page, 'Профиль Парты');
  await expect(page.getByLabel('Номер телефона', { exact: true })).toBeFocused();
  await page.keyboard.type(phone);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Шесть цифр', { exact: true })).toBeFocused();
  await page.keyboard.type(await codeFor(phone));
  await expect(page.getByLabel('Фамилия', { exact: true })).toBeFocused();
  await page.keyboard.type('Ильина');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Татьяна');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Игоревна');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('День', { exact: true })).toBeFocused();
  await page.keyboard.type('18');
  await page.keyboard.press('Tab');
  for (let month = 1; month <= 7; month += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1984');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Женский', exact: true })).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Всё верно?', exact: true })).toBeFocused();
  await pressOn(page, 'Создать профиль');
  await expect(page.getByRole('heading', { name: 'Учебный профиль создан!', exact: true })).toBeFocused();
  await pressOn(page, 'Продолжить');
  await expect(page).toHaveURL(url('/'));

  await pressOn(page, /Подключить дневник/);
  await expect(page.getByRole('searchbox', { name: 'Найти регион', exact: true })).toBeFocused();
  await page.keyboard.type('моск');
  await pressOn(page, 'Москва');
  await expect(page.getByRole('heading', { name: 'Какой у вас дневник?', exact: true })).toBeFocused();
  await tabTo(page, () => page.getByRole('radio', { name: /^Журнал Парты/ }));
  await page.keyboard.press('Space');
  await pressOn(page, 'Продолжить');
  await pressOn(page, 'Перейти в дневник');
  await expect(page.getByLabel('Логин', { exact: true })).toBeFocused();
  await page.keyboard.type('gromova');
  await page.keyboard.press('Tab');
  await page.keyboard.type('parta-demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Подключить дневник к профилю?', exact: true })).toBeFocused();
  await tabTo(page, () => page.getByRole('checkbox'));
  await page.keyboard.press('Space');
  await pressOn(page, 'Подключить');
  await expect(page.getByRole('heading', { name: 'Готово', exact: true })).toBeFocused();
  await pressOn(page, 'Мессенджер');

  await expect(page.getByRole('link', { name: /^7Б, родители/ })).toBeVisible();
  await pressOn(page, /7Б, родители/);
  const field = page.getByRole('textbox', { name: 'Сообщение', exact: true });
  await expect(field).toBeVisible();
  await tabTo(page, () => field);
  const words = `Здравствуйте, мы теперь с вами (${Date.now()})`;
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await expect(page.getByText(words, { exact: true }).last()).toBeVisible();

  await unlinkQuietly(page);
});

/** Reach a button or a link by Tab, and press Enter. */
async function pressOn(page: Page, name: string | RegExp): Promise<void> {
  const there = page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .or(page.getByRole('link', { name, exact: typeof name === 'string' }))
    .first();
  await expect(there).toBeVisible();
  await tabTo(page, () => there);
  await page.keyboard.press('Enter');
}

/** Press Tab until this has the focus; lists are one stop, inside of which the arrows move. */
async function tabTo(page: Page, find: () => ReturnType<Page['locator']>): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await find().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not reach it');
}

/** Leave the account of the journal free for other stories. */
async function unlinkQuietly(page: Page): Promise<void> {
  const links = (await (await page.request.get(url('/api/linking/links'))).json()) as { id: string }[];
  for (const { id } of links) await page.request.delete(url(`/api/linking/links/${id}`));
}
