import { expect, type Locator, type Page, test } from '@playwright/test';
import { type Client, closeAll, createChat, message, openChat, openMessenger, row, words, write } from '../support/chats.ts';
import { fillHistory, wordsOf } from '../support/history.ts';
import { url } from '../support/parta.ts';

test.afterEach(({ browser }) => closeAll(browser));

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
      .getByRole('button', { name: /на которое отвечают/ })
      .click();
    await expect(numbered(page, 5_000)).toBeInViewport();
    expect(await page.getByRole('article').count()).toBeLessThan(120);
    await toEnd(page).click();
    await expect(numbered(page, COUNT)).toBeInViewport();
  });

  await test.step('stays put while somebody writes below', async () => {
    await page.goto(url(`/chats/${chatId}?message=300`));
    await expect(numbered(page, 300)).toBeInViewport();
    const found = await placeOf(numbered(page, 300));
    await openChat(lena.page, TITLE);
    await write(lena.page, words('Кто-нибудь здесь?'));
    await expect(toEnd(page)).toContainText('1');
    expect(await placeOf(numbered(page, 300))).toBeCloseTo(found, 0);
  });
});
