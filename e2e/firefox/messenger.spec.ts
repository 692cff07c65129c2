import type { Page } from 'puppeteer-core';
import { words } from '../support/chats.ts';
import { named, openPage, test } from '../support/firefox.ts';

const FIELD = named('textbox', 'Сообщение');

/** Open a chat of the list. */
async function openChat(page: Page, title: string): Promise<void> {
  await page.locator(`nav a ::-p-text(${title})`).click();
  await page.locator(FIELD).wait();
}

/** Write a message and send it by Enter. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator(FIELD).click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Want a message with all of these words. */
async function expectMessage(page: Page, ...words: readonly string[]): Promise<void> {
  const isThere = (words: readonly string[]) =>
    [...document.querySelectorAll('article')].some(({ textContent }) => words.every((one) => textContent?.includes(one)));
  await page.waitForFunction(isThere, {}, words);
}

test('one signs in, sends, receives, reads, and stands before a call with a camera', async ({ firefox }) => {
  const misha = await openPage(firefox, '/');
  await misha.locator('::-p-text(Соколов Михаил Андреевич)').click();
  const lena = await openPage(firefox, '/', 'lena');
  await openChat(misha, 'Елена Орлова');
  await openChat(lena, 'Михаил Соколов');

  const question = words('Лен, что по физике');
  await write(misha, question);
  await expectMessage(lena, question);
  await expectMessage(misha, question, 'Прочитано');
  const answer = words('Параграф девять');
  await write(lena, answer);
  await expectMessage(misha, answer);

  await misha.bringToFront();
  await misha.locator(named('button', 'Позвонить')).click();
  await misha.locator(named('menuitem', 'Видеозвонок')).click();
  await misha.locator('video[aria-label="Ваша камера"]').wait();
  await misha.locator(named('button', 'Присоединиться')).wait();
});
