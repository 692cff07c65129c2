import { expect, type Page } from '@playwright/test';
import { codeFor, messagesTo, url } from './parta.ts';

/** Go from the list of regions to the journal's own sign-in, or to who is signed in there. */
export async function beginLinking(page: Page): Promise<void> {
  await page.goto(url('/id/connect'));
  await chooseJournal(page);
}

/** Choose the region and its journal, and go there. */
export async function chooseJournal(page: Page): Promise<void> {
  await page.getByLabel('Найти регион', { exact: true }).fill('моск');
  await page.getByRole('button', { name: 'Москва', exact: true }).click();
  await page.getByText('Журнал Парты', { exact: true }).click();
  await page.getByRole('button', { name: 'Продолжить', exact: true }).click();
  // The second is there for who has linked it already.
  await page.getByRole('button', { name: /^(Перейти в дневник|Войти в дневник с другим аккаунтом)$/ }).click();
  await expect(page).toHaveURL(/\/journal\/link\?request=/);
}

/** Type login and password of the demo school. */
export async function signInToJournal(page: Page, login: string): Promise<void> {
  await page.getByLabel('Логин', { exact: true }).fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill('parta-demo');
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

/** Undo the first link of who is signed in, on the profile's page; prove by a code who acts where that is asked. */
export async function unlink(page: Page, phone: string): Promise<void> {
  await page.goto(url('/id'));
  const links = page.getByRole('region', { name: 'Подключённые дневники', exact: true });
  await links
    .getByRole('button', { name: /^Отключить: / })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отключить', exact: true }).click();
  const isDone = page.getByText('Дневник отключён', { exact: true });
  const getCode = page.getByRole('button', { name: 'Получить код', exact: true });
  await expect(isDone.or(getCode)).toBeVisible();
  if (await getCode.isVisible()) await prove(page, phone);
  await expect(isDone).toBeVisible();
}

/** Prove who acts by a fresh code. */
async function prove(page: Page, phone: string): Promise<void> {
  const before = (await messagesTo(phone)).length;
  await page.getByRole('button', { name: 'Получить код', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByLabel('Шесть цифр', { exact: true })
    .fill(await codeFor(phone, before + 1));
  await page.getByRole('button', { name: 'Подтвердить', exact: true }).click();
}
