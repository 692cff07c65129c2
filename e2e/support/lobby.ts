import { type Browser, expect, type Page } from '@playwright/test';
import { type Client, openMessenger, words } from './chats.ts';
import { expectInCall, join } from './lessons.ts';
import { url } from './parta.ts';

/** A client who holds a call that is open by link. */
export interface Held extends Client {
  readonly callId: string;
  readonly link: string;
}

/** Миша holds a call in a chat of his own, open by link for these people. */
export async function hold(browser: Browser, access: 'school' | 'anyone'): Promise<Held> {
  const seat = await openMessenger(browser, 'misha');
  const { page, context } = seat;
  await page.getByRole('button', { name: 'Новый чат', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Создать чат', exact: true }).click();
  await page.getByLabel('Название', { exact: true }).fill(words('Встреча'));
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.getByRole('button', { name: 'Позвонить', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Видеозвонок', exact: true }).click();
  await join(page);
  await expectInCall(page);
  const callId = page.url().split('/call/')[1]?.split('?')[0] ?? '';
  const settings = await context.request.put(url(`/api/calls/${callId}/settings`), { data: { access } });
  expect(settings.ok(), 'the call is opened by link').toBe(true);
  const held = { ...seat, callId };
  return { ...held, link: await invite(held) };
}

/** Make the call's link anew; give its path. */
export async function invite({ context, callId }: Omit<Held, 'link'>): Promise<string> {
  const made = await context.request.post(url(`/api/calls/${callId}/invite`), { data: {} });
  expect(made.ok(), 'a link is made').toBe(true);
  const { url: link } = (await made.json()) as { readonly url: string };
  return new URL(link, url()).pathname;
}

/** Follow the link without any profile, and ask to be let in under this name. */
export async function knock(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url(link));
  await page.getByRole('button', { name: 'Присоединиться', exact: true }).click();
  await expect(page.getByText('Введите имя: его увидит администратор звонка', { exact: true })).toBeVisible();
  await page.getByLabel('Как вас зовут', { exact: true }).fill(name);
  await join(page);
  await expect(page.getByRole('heading', { name: 'Ждём, когда вас впустят', exact: true })).toBeVisible();
  return page;
}
