import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page } from '@playwright/test';
import { control, stage } from '../support/call.ts';
import { type Client, openMessenger } from '../support/chats.ts';
import { url } from '../support/parta.ts';
import type { Key } from '../support/people.ts';
import { test } from '../support/story.ts';

test('two people draw on the board of a call, and one may not', async ({ browser }) => {
  const anna = await openMessenger(browser, 'anna');
  const callId = await openCall(anna);
  await join(anna.page, callId);
  const misha = await comeToCall(browser, 'misha', callId);
  const lena = await comeToCall(browser, 'lena', callId);
  await control(anna.page, 'Открыть интерактивную доску').click();
  for (const { page } of [anna, misha, lena]) await expect(board(page)).toBeVisible();
  for (const does of ['Открыть', 'Закрыть']) await expect(control(misha.page, `${does} интерактивную доску`)).toHaveCount(0);
  await expect(board(misha.page).getByText('Только просмотр. Разрешить рисовать может администратор звонка', { exact: true })).toBeVisible();

  await letDraw(anna, callId, 'Соколов');
  await expect(board(misha.page).getByText('Только просмотр. Разрешить рисовать может администратор звонка', { exact: true })).toBeHidden();
  await drawRectangle(anna.page, { x: 0.3, y: 0.4 });
  for (const { page } of [anna, misha, lena]) await expect.poll(() => ink(page)).toBeGreaterThan(0);
  const before = await ink(lena.page);
  await drawRectangle(misha.page, { x: 0.6, y: 0.6 });
  await expect.poll(() => ink(lena.page)).toBeGreaterThan(before);
  const together = await ink(lena.page);
  await expect.poll(() => ink(anna.page)).toBeGreaterThan(before);

  await drawRectangle(lena.page, { x: 0.2, y: 0.7 });
  await lena.page.reload();
  await join(lena.page, callId);
  await expect.poll(() => ink(lena.page)).toBeGreaterThan(before);
  expect(Math.abs((await ink(lena.page)) - together)).toBeLessThan(together / 2);

  await control(anna.page, 'Закрыть интерактивную доску').click();
  await expect(board(lena.page)).toBeHidden();
});

test('what each tool draws is seen by the others', async ({ browser }) => {
  const anna = await openMessenger(browser, 'anna');
  const callId = await openCall(anna);
  await join(anna.page, callId);
  const misha = await comeToCall(browser, 'misha', callId);
  await control(anna.page, 'Открыть интерактивную доску').click();
  for (const { page } of [anna, misha]) await expect(board(page)).toBeVisible();
  // Another size of what one follows would be another count.
  await misha.page.getByRole('button', { name: 'Смотреть самому', exact: true }).click();
  const tools = ['r', 'd', 'o', 'a', 'aa', 'aaa', 'l', 'p', 't'];
  for (const [at, keys] of tools.entries()) {
    const before = await ink(misha.page);
    await draw(anna.page, keys, { x: 0.25 + 0.1 * (at % 5), y: at < 5 ? 0.35 : 0.6 });
    await expect.poll(() => ink(misha.page), keys).toBeGreaterThan(before);
  }
  await expect(board(anna.page).getByText('Часть рисунка повреждена и не показана', { exact: true })).toHaveCount(0);
});

async function openCall({ context }: Client): Promise<string> {
  const chats = await (await context.request.get(url('/api/chats'))).json();
  const chat = chats.chats.find(({ chat }: { chat: { title: string } }) => chat.title === '7Б');
  const call = await context.request.post(url(`/api/chats/${chat.chat.id}/calls`), {
    data: { client_id: randomUUID(), title: 'Чертим вместе', is_ringing: false },
  });
  expect(call.status()).toBe(201);
  const { id } = await call.json();
  const path = `/api/calls/${id}/rights`;
  expect((await context.request.put(url(path), { data: { board: false } })).ok()).toBe(true);
  return id;
}

/** Let somebody draw, by the beginning of the name that is shown. */
async function letDraw({ context }: Client, callId: string, name: string): Promise<void> {
  const page = await (await context.request.get(url(`/api/calls/${callId}`))).json();
  const person = page.participants.find((one: { name: string }) => one.name.includes(name));
  const path = `/api/calls/${callId}/participants/${person.id}/rights`;
  expect((await context.request.put(url(path), { data: { board: true } })).ok()).toBe(true);
}

async function comeToCall(browser: Browser, key: Key, callId: string): Promise<Client> {
  const seat = await openMessenger(browser, key);
  await join(seat.page, callId);
  return seat;
}

async function join(page: Page, callId: string): Promise<void> {
  await page.goto(url(`/call/${callId}`));
  await page.getByRole('button', { name: 'Присоединиться', exact: true }).click();
  await expect(stage(page)).toBeVisible();
}

function board(page: Page) {
  return page.getByRole('region', { name: 'Интерактивная доска', exact: true });
}

/** Draw a rectangle at a place of the canvas, given in shares of its size. */
function drawRectangle(page: Page, at: { x: number; y: number }): Promise<void> {
  return draw(page, 'r', at);
}

/** Draw with the tool that these keys choose. */
async function draw(page: Page, keys: string, at: { x: number; y: number }): Promise<void> {
  const canvas = board(page).locator('canvas.interactive');
  await expect(canvas).toBeVisible();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the canvas has no place');
  const [x, y] = [box.x + box.width * at.x, box.y + box.height * at.y];
  await page.mouse.click(x, y);
  for (const key of keys) await page.keyboard.press(key);
  await page.mouse.move(x, y);
  await page.mouse.down();
  if (keys !== 't') {
    await page.mouse.move(x + 40, y + 30, { steps: 4 });
    await page.mouse.move(x + 80, y + 60, { steps: 4 });
  }
  await page.mouse.up();
  if (keys === 't') await page.keyboard.type('Площадь');
  await page.keyboard.press('Escape');
}

/** Count the points of the drawing that are not paper. */
function ink(page: Page): Promise<number> {
  return board(page)
    .locator('canvas.static')
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let points = 0;
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at + 3] ?? 0) > 0 && (data[at] ?? 255) < 128) points += 1;
      }
      return points;
    });
}
