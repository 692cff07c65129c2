import { expect, test } from '@playwright/test';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { takeScreenshots } from '../support/shots.ts';

test('the messenger', async ({ page, context }) => {
  await signInAs(context, 'anna');
  await page.goto(url('/'));
  await expect(page.getByRole('link', { name: /7Б, родители/ })).toBeVisible();
  await takeScreenshots(page, 'messenger-chats');
  await page.getByRole('link', { name: /7Б, родители/ }).click();
  await expect(page.getByRole('article').nth(3)).toBeVisible();
  await takeScreenshots(page, 'messenger-conversation');
  await page.getByRole('button', { name: /О чате$/ }).click();
  await expect(page.getByRole('complementary', { name: 'О чате', exact: true })).toBeVisible();
  await takeScreenshots(page, 'messenger-about');
  for (const [path, name] of [
    ['/new', 'new-chat'],
    ['/people', 'people'],
    ['/settings', 'settings'],
  ] as const) {
    await page.goto(url(path));
    await expect(page.getByRole('heading').first()).toBeVisible();
    await takeScreenshots(page, `messenger-${name}`);
  }
});

test('the messenger of who has linked nothing', async ({ page, context }) => {
  await signInAs(context, 'stranger');
  await page.goto(url('/'));
  await expect(page.getByRole('link', { name: /Подключить дневник/ }).first()).toBeVisible();
  await takeScreenshots(page, 'messenger-empty');
});
