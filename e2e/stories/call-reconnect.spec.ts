import { expect, type Page } from '@playwright/test';
import { enterCall, createCall, openForCall, shownFrames, stage, tile, expectMoving } from '../support/call.ts';
import { mediaServer, pidOf } from '../support/parta.ts';
import { test } from '../support/story.ts';

test.setTimeout(300_000);
/** Longer than it takes to find that media do not come any more. */
const CUT_MS = 12_000;
const BACK_MS = 60_000;

/** Remember that this page is the same one: a reload would forget it. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { partaMark: true }));
}

async function wantSamePage(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'partaMark' in window), 'the page was not loaded again').toBe(true);
}

/** Give how long it takes from now until the picture of somebody moves again, and say so. */
async function timeUntilMoving(page: Page, name: string, what: string): Promise<number> {
  const began = Date.now();
  const video = tile(page, name).locator('video').first();
  const frames = () => shownFrames(video).catch(() => 0);
  let before = await frames();
  await expect
    .poll(
      async () => {
        const now = await frames();
        const moved = now > before;
        before = now;
        return moved;
      },
      { message: what, timeout: BACK_MS, intervals: [250] },
    )
    .toBe(true);
  const took = Date.now() - began;
  console.log(`${what}: ${took} ms`);
  return took;
}

async function twoInCall(browser: Parameters<typeof openForCall>[0]) {
  const misha = await openForCall(browser, 'misha');
  const lena = await openForCall(browser, 'lena');
  const callId = await createCall(misha, 'Елена Орлова');
  await enterCall(misha, callId);
  await enterCall(lena, callId);
  await expectMoving(tile(misha.page, 'Елена Орлова'));
  await expectMoving(tile(lena.page, 'Михаил Соколов'));
  await mark(misha.page);
  return { misha, lena };
}

test('media that stop come back by themselves, and the last picture stands meanwhile', async ({ browser }) => {
  const { misha, lena } = await twoInCall(browser);
  const livekit = mediaServer();
  process.kill(livekit, 'SIGSTOP');
  try {
    await expect(misha.page.getByText('Связь прервалась, восстанавливаем…', { exact: true })).toBeVisible({ timeout: 40_000 });
    await expect(tile(misha.page, 'Елена Орлова').locator('video')).toBeVisible();
    await misha.page.waitForTimeout(CUT_MS / 4);
  } finally {
    process.kill(livekit, 'SIGCONT');
  }
  await timeUntilMoving(misha.page, 'Елена Орлова', 'the picture is back after a cut');
  await timeUntilMoving(lena.page, 'Михаил Соколов', 'and for the other');
  await expect(stage(misha.page)).toHaveAttribute('data-phase', 'connected', { timeout: BACK_MS });
  await wantSamePage(misha.page);
});

test('a media server that was killed begins again, and the call goes on', async ({ browser }) => {
  const { misha, lena } = await twoInCall(browser);
  const before = pidOf('livekit');
  process.kill(before, 'SIGKILL');
  await expect(misha.page.getByText('Связь прервалась, восстанавливаем…', { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(tile(misha.page, 'Елена Орлова').locator('video')).toBeVisible();
  await timeUntilMoving(misha.page, 'Елена Орлова', 'the picture is back after the media server was killed');
  await timeUntilMoving(lena.page, 'Михаил Соколов', 'and for the other');
  expect(pidOf('livekit')).not.toBe(before);
  await wantSamePage(misha.page);
});

test('the web process may be killed: the call goes on, and acts work again when it is back', async ({ browser }) => {
  const { misha, lena } = await twoInCall(browser);
  const before = pidOf('web');
  process.kill(before, 'SIGKILL');
  await expectMoving(tile(misha.page, 'Елена Орлова'), 'the picture goes on without the web process');
  await expect.poll(() => pidOf('web'), { timeout: 60_000 }).not.toBe(before);
  await expect(async () => {
    await misha.page.keyboard.press('h');
    await expect(tile(lena.page, 'Михаил Соколов').getByText(/^Рука поднята/)).toBeAttached({ timeout: 4_000 });
  }).toPass({ timeout: BACK_MS });
  await expect(stage(misha.page)).toHaveAttribute('data-phase', 'connected', { timeout: BACK_MS });
  await expectMoving(tile(misha.page, 'Елена Орлова'));
  await wantSamePage(misha.page);
});
