import { expect, type Page } from '@playwright/test';
import { chatList, field, message, openChat, openMessenger, seekRow, words } from '../support/chats.ts';
import { test } from '../support/story.ts';

const PHONES = [
  { width: 390, height: 844 },
  { width: 360, height: 640 },
];

/** Nothing may stick out at the side. */
async function expectToFit(page: Page): Promise<void> {
  const [wide, view] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(wide).toBeLessThanOrEqual(view ?? 0);
}

/** Everything that a finger presses is large enough, or has room around it. */
async function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header button, nav a, [role="menuitem"], textarea ~ button')]
      .filter((one) => one.offsetParent !== null)
      .filter((one) => one.offsetHeight < 40 || one.offsetWidth < 40)
      .map((one) => `${one.getAttribute('aria-label') ?? one.textContent}: ${one.offsetWidth}×${one.offsetHeight}`),
  );
}

for (const viewport of PHONES) {
  test(`at ${viewport.width}: list, chat, what there is to know of it, and back`, async ({ browser }) => {
    const { page } = await openMessenger(browser, 'misha', { viewport, hasTouch: true, isMobile: true });
    await expect(page.getByRole('navigation', { name: 'Разделы', exact: true })).toBeVisible();
    await expectToFit(page);
    expect(await smallTargets(page)).toEqual([]);

    await openChat(page, '7Б');
    await expect(chatList(page)).toHaveCount(0);
    await expect(page.getByRole('navigation', { name: 'Разделы', exact: true })).toHaveCount(0);
    await expect(page.getByRole('article').last()).toBeVisible();
    await expectToFit(page);
    expect(await smallTargets(page)).toEqual([]);

    await page.getByRole('button', { name: /О чате$/ }).tap();
    await expect(page.getByText('Состав определяет школа', { exact: true })).toBeVisible();
    await expectToFit(page);
    await page.getByRole('button', { name: 'Назад', exact: true }).tap();
    await expect(field(page)).toBeVisible();
    await page.getByRole('button', { name: 'Назад', exact: true }).tap();
    await expect(chatList(page)).toBeVisible();
  });

  test(`at ${viewport.width}: a message is written and answered by finger`, async ({ browser }) => {
    const { page } = await openMessenger(browser, 'misha', { viewport, hasTouch: true, isMobile: true });
    await openChat(page, 'Елена Орлова');
    const text = words('С телефона');
    await field(page).fill(text);
    await field(page).press('Enter');
    await expect(message(page, text)).toHaveCount(0);
    await page.getByRole('button', { name: 'Отправить', exact: true }).tap();
    await expect(message(page, text)).toBeVisible();
    await expect(message(page, text).getByText(/^(Отправлено|Прочитано)$/)).toBeAttached();

    const box = await message(page, text).boundingBox();
    if (!box) throw new Error('the message is not on the screen');
    const finger = { x: box.x + box.width - 60, y: box.y + box.height / 2 };
    const session = await page.context().newCDPSession(page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [finger] });
    await expect(page.getByRole('menu')).toBeVisible();
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(page.getByRole('menuitem', { name: 'Ответить', exact: true })).toBeVisible();
    await expectToFit(page);
    await page.getByRole('menuitem', { name: 'Ответить', exact: true }).tap();
    await expect(page.getByText(/^Ответ: /)).toBeVisible();
    await expectToFit(page);
  });
}

test('turning the phone into a desktop shows list and conversation side by side', async ({ browser }) => {
  const { page } = await openMessenger(browser, 'misha', { viewport: { width: 390, height: 844 } });
  await openChat(page, '7Б');
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(chatList(page)).toBeVisible();
  await expect(field(page)).toBeVisible();
  await expect(await seekRow(page, '7Б')).toHaveAttribute('aria-current', 'page');
});
