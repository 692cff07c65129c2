import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page, test } from '@playwright/test';
import { control, enterCall, createCall, openForCall, shownFrames, stage, tile, expectMoving } from '../support/call.ts';
import { mediaServer, url } from '../support/parta.ts';

const ROUNDS = 5;
const CUT_MS = 5_000;
const PATIENCE_MS = 60_000;

interface Timed extends Window {
  partaClicked?: number;
  partaSeen?: number;
}

/** Note in the page when something was pressed, and when the first picture of this place was shown. */
async function watchFor(page: Page, picture: string): Promise<void> {
  await page.evaluate((picture) => {
    const timed: Timed = window;
    delete timed.partaSeen;
    document.addEventListener('click', () => (timed.partaClicked = Date.now()), { capture: true, once: true });
    const watch = setInterval(() => {
      const video = document.querySelector<HTMLVideoElement>(picture);
      if (!video || video.getVideoPlaybackQuality().totalVideoFrames === 0) return;
      timed.partaSeen = Date.now();
      clearInterval(watch);
    }, 10);
  }, picture);
}

async function seenAt(page: Page): Promise<number> {
  const seen = () => page.evaluate(() => (window as Timed).partaSeen ?? 0);
  await expect.poll(seen, { timeout: PATIENCE_MS, intervals: [100] }).toBeGreaterThan(0);
  return seen();
}

const clickedAt = (page: Page) => page.evaluate(() => (window as Timed).partaClicked ?? 0);

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

test('how fast one is in a call, sees a shared screen, and is back after a cut', async ({ browser }) => {
  test.setTimeout(600_000);
  const anna = await openForCall(browser, 'anna');
  const lena = await openForCall(browser, 'lena');
  const misha = await openForCall(browser, 'misha');
  const callId = await createCall(anna, '7Б');
  await enterCall(anna, callId);
  await enterCall(lena, callId);

  const joins: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page } = misha;
    await page.goto(url(`/call/${callId}`));
    const button = page.getByRole('button', { name: /^(Присоединиться|Войти)/ }).last();
    await expect(button).toBeEnabled();
    await pause(2_000);
    await watchFor(page, 'li[aria-label="Анна Сергеевна"] video');
    await button.click();
    joins.push((await seenAt(page)) - (await clickedAt(page)));
    await expect(stage(page)).toHaveAttribute('data-phase', 'connected');
    if (round === ROUNDS - 1) continue;
    await control(page, 'Выйти из звонка').click();
    await expect(stage(page)).toBeHidden();
  }

  const switches: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await watchFor(misha.page, 'figure video');
    await watchFor(anna.page, 'figure video');
    await control(anna.page, 'Демонстрировать экран').click();
    switches.push((await seenAt(misha.page)) - (await clickedAt(anna.page)));
    await control(anna.page, 'Остановить демонстрацию').click();
    await expect(misha.page.locator('figure video')).toHaveCount(0);
  }

  const video = tile(misha.page, 'Анна Сергеевна').locator('video').first();
  await expectMoving(tile(misha.page, 'Анна Сергеевна'));
  const livekit = mediaServer();
  process.kill(livekit, 'SIGSTOP');
  await pause(CUT_MS);
  const before = await shownFrames(video).catch(() => 0);
  process.kill(livekit, 'SIGCONT');
  const began = Date.now();
  await expect.poll(() => shownFrames(video).catch(() => 0), { timeout: PATIENCE_MS, intervals: [50] }).not.toBe(before);

  const figures = {
    join_ms_p50: median(joins),
    join_ms_max: Math.max(...joins),
    switch_ms_p50: median(switches),
    rejoin_ms: Date.now() - began,
  };
  const results = join(import.meta.dirname, '..', 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'bench-call.json'), JSON.stringify(figures));
  for (const { context } of [anna, lena, misha]) await context.close();
});
