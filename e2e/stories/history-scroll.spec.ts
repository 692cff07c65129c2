import { expect, type Locator, type Page } from '@playwright/test';
import { type Client, createChat, field, message, openChat, openMessenger, row, words, write } from '../support/chats.ts';
import { picture } from '../support/files.ts';
import { fillHistory, wordsOf } from '../support/history.ts';
import { url } from '../support/parta.ts';
import { test } from '../support/story.ts';

const COUNT = 10_000;
const UNREAD = 30;
const TITLE = `Длинный чат ${Date.now() % 100_000}`;
const unreadLine = (page: Page) => page.getByText('Непрочитанные сообщения', { exact: true });
const toEnd = (page: Page) => page.getByRole('button', { name: /^К последним сообщениям/ });
const numbered = (page: Page, number: number) => message(page, wordsOf(number));

/** Where a message is, once nothing moves any more. */
async function placeOf(of: Locator): Promise<number> {
  let before: number | undefined;
  for (;;) {
    const now = (await of.boundingBox())?.y ?? -1;
    if (now === before) return now;
    before = now;
    await of.page().waitForTimeout(250);
  }
}

/** How far a message's end is above the lower edge of the conversation. */
async function aboveEdge(of: Locator): Promise<number> {
  const history = of.page().getByRole('region', { name: 'Сообщения', exact: true });
  const [inner, outer] = await Promise.all([of.boundingBox(), history.boundingBox()]);
  return (outer?.y ?? 0) + (outer?.height ?? 0) - (inner?.y ?? 0) - (inner?.height ?? 0);
}

async function wheelOver(page: Page, by: number): Promise<void> {
  await page.getByRole('region', { name: 'Сообщения', exact: true }).hover();
  await page.mouse.wheel(0, by);
}

/** Hold back what comes from this address until it is released. */
async function hold(page: Page, address: RegExp) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isAsked = false;
  await page.route(address, async (route) => {
    isAsked = true;
    await released;
    await route.continue();
  });
  return {
    isAsked: () => isAsked,
    release: async () => {
      const answered = page.waitForResponse(address);
      release();
      await answered;
      await page.unroute(address);
    },
  };
}

async function idOf({ context }: Client): Promise<string> {
  const { profile } = (await (await context.request.get(url('/api/id/me'))).json()) as { profile: { id: string } };
  return profile.id;
}

test('a chat of ten thousand messages opens at the unread line, and stays where one looks', async ({ browser }) => {
  const misha = await openMessenger(browser, 'misha');
  const lena = await openMessenger(browser, 'lena');
  const { page } = misha;
  await createChat(page, TITLE, ['Орлова']);
  const chatId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  // Who has the chat open reads what comes.
  await page.goto(url('/settings'));
  await fillHistory(chatId, await idOf(lena), {
    count: COUNT,
    unread: UNREAD,
    reply: { number: COUNT - 1, to: 5_000 },
  });

  await test.step('opens at the unread line', async () => {
    await page.goto(url('/'));
    await expect(row(page, TITLE)).toContainText(`${UNREAD} непрочитанных`);
    await openChat(page, TITLE);
    await expect(unreadLine(page)).toBeInViewport();
    await expect(numbered(page, COUNT - UNREAD + 1)).toBeInViewport();
    await expect(numbered(page, COUNT)).not.toBeInViewport();
    const { y: top } = (await page.getByRole('region', { name: 'Сообщения', exact: true }).boundingBox()) ?? { y: 0 };
    expect((await placeOf(unreadLine(page))) - top).toBeLessThan(120);
  });

  await test.step('goes to the end, to a quoted message five thousand above, and back', async () => {
    await toEnd(page).click();
    await expect(numbered(page, COUNT)).toBeInViewport();
    await numbered(page, COUNT - 1)
      .getByRole('button', { name: /^Перейти к сообщению, на которое отвечают/ })
      .click();
    await expect(numbered(page, 5_000)).toBeInViewport();
    expect(await page.getByRole('article').count()).toBeLessThan(120);
    await toEnd(page).click();
    await expect(numbered(page, COUNT)).toBeInViewport();
    await expect(row(page, TITLE)).not.toContainText('непрочитан');
  });

  await test.step('stays put while older messages come above, and somebody writes below', async () => {
    await page.goto(url(`/chats/${chatId}?message=300`));
    await expect(numbered(page, 300)).toBeInViewport();
    const found = await placeOf(numbered(page, 300));
    await openChat(lena.page, TITLE);
    await write(lena.page, words('Кто-нибудь здесь?'));
    await expect(toEnd(page)).toContainText('1');
    expect(await placeOf(numbered(page, 300))).toBeCloseTo(found, 0);
    const older = await hold(page, /\/messages\?.*before=/);
    await expect(async () => {
      await wheelOver(page, -1_500);
      expect(older.isAsked()).toBe(true);
    }).toPass();
    // The first one loses its day and its author's name to those above.
    const articles = page.getByRole('article');
    const [first, fifth] = [articles.first(), articles.nth(4)];
    const name = (await first.getAttribute('aria-label')) ?? '';
    const seen = page.getByRole('article', { name: (await fifth.getAttribute('aria-label')) ?? '', exact: true });
    const before = await placeOf(seen);
    await older.release();
    await expect(first).not.toHaveAttribute('aria-label', name);
    expect(await placeOf(seen)).toBeCloseTo(before, 0);
  });

  await test.step('reaches the first message', async () => {
    await page.goto(url(`/chats/${chatId}?message=20`));
    await expect(numbered(page, 20)).toBeInViewport();
    await expect(async () => {
      await wheelOver(page, -2_000);
      await expect(page.getByText(/ создал[аи]? чат «.+»$/).first()).toBeInViewport({ timeout: 500 });
    }).toPass();
  });

  await test.step('follows new messages only at the end', async () => {
    await toEnd(page).click();
    const first = words('Смотрите');
    await write(lena.page, first);
    await expect(message(page, first)).toBeInViewport();
    await wheelOver(page, -900);
    await expect(message(page, first)).not.toBeInViewport();
    const still = numbered(page, COUNT - 4);
    await still.scrollIntoViewIfNeeded();
    const before = await placeOf(still);
    const second = words('И ещё');
    await write(lena.page, second);
    await expect(toEnd(page)).toContainText('1');
    await expect(message(page, second)).not.toBeInViewport();
    expect(await placeOf(still)).toBeCloseTo(before, 0);
    const own = words('Вижу');
    await write(page, own);
    await expect(message(page, own)).toBeInViewport();

    await wheelOver(page, -20);
    await placeOf(message(page, own));
    const kept = await aboveEdge(message(page, own));
    for (const text of ['строка\n'.repeat(8), '']) {
      await field(page).fill(text);
      await expect.poll(() => aboveEdge(message(page, own))).toBeCloseTo(kept, 0);
    }
  });

  await test.step('stays put while pictures load', async () => {
    const pictures = await hold(page, /\/api\/files\/[^/]+\/preview/);
    const caption = words('Стенд');
    await lena.page
      .getByLabel('Прикрепить файлы', { exact: true })
      .and(lena.page.locator('input'))
      .setInputFiles([picture('доска.png', [40, 90, 200]), picture('стол.png', [200, 90, 40], 200, 320)]);
    await expect(lena.page.getByRole('button', { name: 'Убрать стол.png', exact: true })).toBeVisible();
    await write(lena.page, caption);
    const below = words('Хорошо вышло');
    await write(lena.page, below);
    await expect(message(page, below)).toBeInViewport();
    const image = message(page, caption).locator('img').first();
    await expect(image).toBeAttached();
    expect(pictures.isAsked()).toBe(true);
    const still = [message(page, caption), message(page, below)];
    const before = await Promise.all(still.map(placeOf));
    await pictures.release();
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    expect(await Promise.all(still.map(placeOf))).toEqual(before);
  });
});
