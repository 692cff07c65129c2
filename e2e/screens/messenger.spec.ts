import { expect, test } from '@playwright/test';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { takeScreenshots } from '../support/shots.ts';

test('the messenger', async ({ page, context }) => {
  await signInAs(context, 'anna');
  await page.goto(url('/'));
  await expect(page.getByRole('link', { name: /^7Б, родители/ })).toBeVisible();
  await takeScreenshots(page, 'messenger-chats');
  await page.getByRole('link', { name: /^7Б, родители/ }).click({ button: 'right' });
  await expect(page.getByRole('menuitem').first()).toBeVisible();
  await takeScreenshots(page, 'messenger-row-menu');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /^7Б, родители/ }).click();
  await expect(page.getByRole('article').nth(3)).toBeVisible();
  await takeScreenshots(page, 'messenger-conversation');
  const bar = page.getByRole('region', { name: 'Закреплённые сообщения', exact: true });
  for (const [back, words] of [
    [1, /^Закреплённое сообщение\./],
    [2, /^Закреплённое сообщение 2 из 2\./],
  ] as const) {
    const articles = page.getByRole('article');
    await articles.nth((await articles.count()) - back).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Закрепить', exact: true }).click();
    await expect(bar.getByRole('button', { name: words, exact: true })).toBeVisible();
  }
  await takeScreenshots(page, 'messenger-pins');
  await page.getByRole('button', { name: 'Все закреплённые сообщения', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
  await takeScreenshots(page, 'messenger-all-pins');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Эмодзи', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('button').first()).toBeVisible();
  await takeScreenshots(page, 'messenger-emoji');
  await page.keyboard.press('Escape');
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
  await expect(page.getByRole('link', { name: 'Подключить дневник', exact: true }).first()).toBeVisible();
  await takeScreenshots(page, 'messenger-empty');
});
