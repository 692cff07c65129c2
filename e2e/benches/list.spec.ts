import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { chatList, field } from '../support/chats.ts';
import { MessengerFake } from '../support/messenger-fake.ts';
import { url } from '../support/parta.ts';
import { signInAs } from '../support/people.ts';

const IS_SMOKE = process.env['PARTA_BENCH_SMOKE'] === '1';
const CHATS = IS_SMOKE ? 20 : 300;
const MESSAGES = IS_SMOKE ? 600 : 10_000;
const UPDATE = 300;
const IDLE_MS = 500;
/** What was done before may go on for a while, such as writing to the database. */
const SETTLE_MS = IS_SMOKE ? 100 : 8_000;
const LETTERS = IS_SMOKE ? 4 : 40;
const SCROLLS = IS_SMOKE ? 4 : 40;

/** Return what the page's main thread has worked, in ms. */
async function busyMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

/** Return what this costs the main thread each time, until it has nothing to do. */
async function cpuOf(devtools: CDPSession, times: number, act: (at: number) => Promise<void>): Promise<number> {
  await pause(SETTLE_MS);
  const idle = await busyMs(devtools);
  await pause(IDLE_MS);
  const anyhow = ((await busyMs(devtools)) - idle) / IDLE_MS;
  const began = Date.now();
  const before = await busyMs(devtools);
  for (let at = 0; at < times; at += 1) await act(at);
  await pause(300);
  const worked = (await busyMs(devtools)) - before - anyhow * (Date.now() - began);
  return Math.max(0, worked) / times;
}

interface Watched extends Window {
  partaLongest?: number;
}

/** Return the longest task of 50 ms and more while this runs; 0 where there is none. */
async function longestTask(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const watched: Watched = window;
    watched.partaLongest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        watched.partaLongest = Math.max(watched.partaLongest ?? 0, duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  await act();
  return page.evaluate(() => (window as Watched).partaLongest ?? 0);
}

async function scroll(page: Page, x: number, dy: number): Promise<void> {
  await page.mouse.move(x, 500);
  for (let at = 0; at < SCROLLS; at += 1) {
    await page.mouse.wheel(0, dy);
    await pause(50);
  }
}

// The recorder of stories looks at the whole page after each act, on the page's own thread.
test.use({ trace: 'off' });

test('the list of chats and a long conversation', async ({ browser }) => {
  test.setTimeout(600_000);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await signInAs(context, 'misha');
  const page = await context.newPage();
  const server = new MessengerFake(CHATS);
  await server.play(page);
  const devtools = await context.newCDPSession(page);
  // The time that the thread works, not the time that passes: other work on the machine does not count.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });

  const began = Date.now();
  await page.goto(url(`/chats/${MessengerFake.firstId}`));
  await expect(page.getByRole('article').first()).toBeVisible();
  await expect(chatList(page).getByRole('link').first()).toBeVisible();
  const open_ms = Date.now() - began;

  const newest = () => page.locator(`[data-number="${server.count}"]`);
  await expect(newest()).toBeVisible();
  while (server.count + UPDATE < MESSAGES) {
    server.write(UPDATE);
    await expect(newest()).toBeVisible();
  }
  const update_300_ms = await cpuOf(devtools, 1, async () => {
    server.write(UPDATE);
    await expect(newest()).toBeVisible();
  });

  await field(page).focus();
  const letter_ms = await cpuOf(devtools, LETTERS, async () => {
    await page.keyboard.type('а');
    await pause(100);
  });
  const typing_elsewhere_ms = await cpuOf(devtools, LETTERS, async (at) => {
    server.type(1 + (at % 8));
    await pause(100);
  });
  const longest_task_ms = await longestTask(page, async () => {
    await scroll(page, 200, 400);
    await scroll(page, 800, -400);
  });
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;

  const rounded = (value: number) => Math.round(value * 10) / 10;
  const figures = {
    open_ms,
    letter_ms: rounded(letter_ms),
    typing_elsewhere_ms: rounded(typing_elsewhere_ms),
    update_300_ms: rounded(update_300_ms),
    longest_task_ms: rounded(longest_task_ms),
    heap_mb: rounded(heap / 1024 / 1024),
  };
  const results = join(import.meta.dirname, '..', 'results');
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, 'bench-list.json'), JSON.stringify(figures));
  await context.close();
});
