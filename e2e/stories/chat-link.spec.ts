import { expect, type Locator } from '@playwright/test';
import { createChat, field, message, openAbout, openMessenger, row, words } from '../support/chats.ts';
import { url } from '../support/parta.ts';
import { PHONE, signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

/** Give the path of the link that is shown; `not` is the one that it replaces. */
async function pathOf(about: Locator, not = ''): Promise<string> {
  const address = about.getByRole('textbox', { name: 'Ссылка-приглашение', exact: true });
  await expect(address).not.toHaveValue(not === '' ? '' : url(not));
  return new URL(await address.inputValue()).pathname;
}

test('a teacher makes a group and a link, another joins by it, and after a reset the old one is refused', async ({ browser }) => {
  const anna = await openMessenger(browser, 'anna');
  const title = words('Методический совет');
  await createChat(anna.page, title, []);
  const about = await openAbout(anna.page);
  await expect(about.getByRole('combobox', { name: 'Видеть ссылку', exact: true })).toHaveValue('admins');
  await about.getByRole('button', { name: 'Создать ссылку', exact: true }).click();
  const old = await pathOf(about);

  // On a phone, without a session: the link leads to the sign-in and back.
  const context = await browser.newContext(PHONE);
  const igor = await context.newPage();
  await igor.goto(url(old));
  const signIn = igor.getByRole('link', { name: 'Войти', exact: true });
  await expect(signIn).toHaveAttribute('href', `/id?next=${encodeURIComponent(old)}`);
  await signInAs(context, 'igor');
  await signIn.click();
  await expect(igor.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(igor.getByText('1 участник', { exact: true })).toBeVisible();
  await expect(igor.getByText('Приглашает Анна Сергеевна', { exact: true })).toBeVisible();
  await igor.getByRole('button', { name: 'Вступить', exact: true }).click();
  const hello = words('Я пришёл по ссылке');
  await field(igor).fill(hello);
  await igor.getByRole('button', { name: 'Отправить', exact: true }).click();
  await expect(message(anna.page, hello)).toBeVisible();
  await expect(anna.page.getByText(/ вступила? в чат по ссылке$/).first()).toBeVisible();
  await igor.goto(url(old));
  await igor.getByRole('button', { name: 'Открыть чат', exact: true }).click();
  await expect(message(igor, hello)).toBeVisible();

  await about.getByRole('button', { name: 'Сбросить', exact: true }).click();
  await anna.page.getByRole('dialog').getByRole('button', { name: 'Сбросить', exact: true }).click();
  const fresh = await pathOf(about, old);
  expect(fresh).not.toBe(old);

  const olga = await openMessenger(browser, 'olga');
  await olga.page.goto(url(old));
  await expect(olga.page.getByRole('heading', { name: 'Ссылка не действует', exact: true })).toBeVisible();
  await olga.page.goto(url(fresh));
  await olga.page.getByRole('button', { name: 'Вступить', exact: true }).click();
  await expect(row(olga.page, title)).toBeVisible();
});

test('a link admits only whom its maker may invite, and says so', async ({ browser }) => {
  const anna = await openMessenger(browser, 'anna');
  const title = words('Кружок');
  await createChat(anna.page, title, []);
  const about = await openAbout(anna.page);
  await about.getByRole('button', { name: 'Создать ссылку', exact: true }).click();
  const link = await pathOf(about);
  const context = await browser.newContext();
  await signInAs(context, 'stranger');
  const stranger = await context.newPage();
  await stranger.goto(url(link));
  await expect(stranger.getByText(/^Вступить не получится: Анна Сергеевна не может вас пригласить\./)).toBeVisible();
  await expect(stranger.getByRole('button', { name: 'Вступить', exact: true })).toHaveCount(0);
});
