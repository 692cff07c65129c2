import { expect, type Page } from '@playwright/test';
import { control, createCall, enterCall, openForCall } from '../support/call.ts';
import { chatList, choose, field, message, openAbout, openChat, openMessenger, words, write } from '../support/chats.ts';
import { picture } from '../support/files.ts';
import { test } from '../support/story.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Expect the chat to be what is seen, with nothing over it. */
async function expectOnlyChat(page: Page): Promise<void> {
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('complementary')).toHaveCount(0);
  await expect(field(page)).toBeVisible();
}

test('on a phone «Назад» closes what is open over a chat, and then the chat', async ({ browser }) => {
  const { page } = await openMessenger(browser, 'misha', PHONE);
  await openChat(page, 'Елена Орлова');
  const chat = page.url();

  const text = words('Назад');
  await write(page, text);
  await page.getByRole('button', { name: 'Отправить', exact: true }).tap();
  await expect(message(page, text).getByText(/^(Отправлено|Прочитано)$/)).toBeAttached();
  await message(page, text).click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await page.goBack();
  await expectOnlyChat(page);

  const sent = words('снимок');
  await page
    .getByLabel('Прикрепить файлы', { exact: true })
    .and(page.locator('input'))
    .setInputFiles(picture(`${sent}.png`, [20, 140, 90]));
  await page.getByRole('button', { name: 'Отправить', exact: true }).tap();
  const shown = page.getByRole('button', { name: `Открыть фотографию ${sent}.png`, exact: true });
  await shown.tap();
  await expect(page.getByRole('dialog', { name: `${sent}.png`, exact: true })).toBeVisible();
  await page.goBack();
  await expectOnlyChat(page);
  await expect(shown).toBeFocused();

  await page.getByRole('button', { name: 'Эмодзи', exact: true }).tap();
  await expect(page.getByRole('dialog', { name: 'Эмодзи', exact: true })).toBeVisible();
  await page.goBack();
  await expectOnlyChat(page);

  await openAbout(page);
  await page.goBack();
  await expectOnlyChat(page);

  expect(page.url()).toBe(chat);
  await page.goBack();
  await expect(chatList(page)).toBeVisible();
});

test('a question over a card goes first, and what is closed by hand leaves nothing to go back to', async ({ browser }) => {
  const { page } = await openMessenger(browser, 'misha', PHONE);
  await openChat(page, 'Елена Орлова');
  const text = words('Вопрос');
  await write(page, text);
  await page.getByRole('button', { name: 'Отправить', exact: true }).tap();
  await expect(message(page, text).getByText(/^(Отправлено|Прочитано)$/)).toBeAttached();

  await choose(page, text, 'Удалить у всех');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.goBack();
  await expectOnlyChat(page);
  await expect(message(page, text)).toBeVisible();

  // Reloaded at the entry of a menu, the page is the chat, and one step leaves it.
  await message(page, text).click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await page.reload();
  await expectOnlyChat(page);
  await page.goForward().catch(() => undefined);
  await expectOnlyChat(page);

  await openAbout(page);
  await page.getByRole('button', { name: 'Назад', exact: true }).tap();
  await message(page, text).click({ button: 'right' });
  await page.keyboard.press('Escape');
  await expectOnlyChat(page);
  await page.goBack();
  await expect(chatList(page)).toBeVisible();

  // What a menu leads to comes after the list, not after the menu.
  await page.getByRole('button', { name: 'Новый чат', exact: true }).tap();
  await page.getByRole('menuitem', { name: 'Создать чат', exact: true }).tap();
  await expect(page.getByLabel('Название', { exact: true })).toBeVisible();
  await page.goBack();
  await expect(chatList(page)).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('in a call «Назад» closes the panel over the call, and the call goes on', async ({ browser }) => {
  const misha = await openForCall(browser, 'misha', PHONE);
  await enterCall(misha, await createCall(misha, 'Елена Орлова'));
  const { page } = misha;
  await control(page, 'Ещё').tap();
  await page.getByRole('menuitem', { name: /^Показать участников/ }).tap();
  const panel = page.getByRole('region', { name: 'Участники', exact: true });
  await expect(panel).toBeVisible();
  await page.goBack();
  await expect(panel).toHaveCount(0);
  await expect(control(page, 'Выйти')).toBeVisible();
});
