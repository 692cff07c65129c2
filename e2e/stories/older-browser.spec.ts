import { expect } from '@playwright/test';
import { chatList } from '../support/chats.ts';
import { url } from '../support/parta.ts';
import { test } from '../support/story.ts';

test.use({ isOlder: true });

test('a browser of 2023 is taken, and one that is older is told so, in plain words', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(url('/'));
  await page.getByRole('button', { name: /^(Соколов Михаил|Михаил Соколов)/ }).click();
  await expect(chatList(page)).toBeVisible();
  expect(await page.evaluate(() => typeof URL.canParse)).toBe('undefined');

  const tooOld = await browser.newContext();
  await tooOld.addInitScript(() => {
    // @ts-expect-error: as in browsers before 2023
    delete Array.prototype.toSorted;
  });
  const told = await tooOld.newPage();
  await told.goto(url('/'));
  await expect(told.getByText('Этот браузер слишком старый для Парты.', { exact: true })).toBeVisible();
  await expect(told.locator('#root')).toBeHidden();
});
