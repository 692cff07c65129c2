import { type Browser, expect, type Page } from '@playwright/test';
import { chatList } from '../support/chats.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';
import { test } from '../support/story.ts';

/** Google's measure of a good page is 0.1. */
const MOST_SHIFT = 0.02;

for (const theme of ['light', 'dark'] as const) {
  test(`a page whose files are on their way is no blank one, in ${theme} colours`, async ({ browser }) => {
    const page = await (await browser.newContext({ colorScheme: theme })).newPage();
    await page.route('**/assets/**', () => undefined); // never comes
    for (const path of ['/', '/id', '/journal']) {
      await page.goto(url(path), { waitUntil: 'commit' });
      const skeleton = page.locator('.first-paint');
      await expect(skeleton).toBeVisible();
      const colour = await skeleton.evaluate((node) => getComputedStyle(node).backgroundColor);
      expect(colour).toBe(theme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 25, 31)');
      expect((await skeleton.boundingBox())?.height).toBeGreaterThan(400);
      const main = skeleton.locator('.first-paint-main');
      expect(await main.evaluate((node) => getComputedStyle(node).backgroundImage)).toContain('url("data:image/svg+xml');
    }
  });
}

test('who is signed in to the journal sees the skeleton of their page, and nothing of the sign-in', async ({ browser }) => {
  const { page } = await slowly(browser, '/api/journal/me');
  await page.goto(url('/journal'));
  await expect(page.getByRole('status', { name: 'Загрузка', exact: true })).toBeVisible();
  await expect(page.getByRole('link')).toHaveCount(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto(url('/journal'));
  await expect(page.getByRole('navigation', { name: 'Разделы', exact: true })).toBeVisible();
  await page.reload({ waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-first', 'journal');
});

for (const [name, path, key, where, width] of [
  ['the messenger', '/', 'misha', 'profile', 1280],
  ['the messenger on a phone', '/', 'misha', 'profile', 390],
  ['the journal', '/journal', 'misha', 'journal', 1280],
  ['the journal on a phone', '/journal', 'misha', 'journal', 390],
  ['the profile', '/id', 'misha', 'profile', 1280],
] as const) {
  test(`${name} opens without a jump`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    await signInAs(context, key, where);
    const page = await context.newPage();
    await page.addInitScript(() => {
      const seen = { shift: 0 };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const visit of ['first', 'second']) {
      await page.goto(url(path));
      if (path === '/') await expect(chatList(page)).toBeVisible();
      await page.waitForLoadState('networkidle');
      const shift = await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
      expect(shift, `${visit} visit`).toBeLessThanOrEqual(MOST_SHIFT);
    }
  });
}

/** Give a page of somebody signed in to whom the server does not say so yet. */
async function slowly(browser: Browser, path: string): Promise<{ readonly page: Page }> {
  const context = await browser.newContext();
  await signInAs(context, 'misha', 'journal');
  const page = await context.newPage();
  await page.route(`**${path}`, () => undefined);
  return { page };
}
