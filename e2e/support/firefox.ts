import { test as playwright } from '@playwright/test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { url } from './parta.ts';
import type { Key } from './people.ts';

/** How long anything on a page may take to appear. */
const TIMEOUT_MS = 45_000;

/** A fake camera and microphone without a question, sound without a press, and media over loopback. */
const PREFERENCES = {
  'intl.accept_languages': 'ru-RU',
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.autoplay.default': 0,
};

/** A story in Firefox: Playwright drives only builds of its own, so Debian's is driven over WebDriver BiDi. */
export const test = playwright.extend<{ pictures: undefined }, { firefox: Browser }>({
  pictures: [
    async ({ firefox }, use, info) => {
      await use(undefined);
      const pages = info.errors.length > 0 ? await firefox.pages() : [];
      for (const [at, page] of pages.entries()) await page.screenshot({ path: info.outputPath(`page-${at}.png`) });
    },
    { auto: true },
  ],
  firefox: [
    async ({}, use) => {
      const executablePath = process.env['PARTA_FIREFOX'] ?? 'firefox-esr';
      const firefox = await puppeteer.launch({ browser: 'firefox', executablePath, extraPrefsFirefox: PREFERENCES });
      await use(firefox);
      await firefox.close();
    },
    { scope: 'worker' },
  ],
});

/** Open a page of Parta for somebody, apart from all others; signed in as one of the demo school if a key is given. */
export async function openPage(firefox: Browser, path: string, key?: Key): Promise<Page> {
  const page = await (await firefox.createBrowserContext()).newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.setViewport({ width: 1280, height: 800 });
  if (key) {
    await page.goto(url('/icon.svg'));
    await page.evaluate(
      async (data) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch('/api/demo/sign-in', { method: 'POST', headers, body: JSON.stringify(data) });
        if (!answer.ok) throw new Error(`the sign-in answered ${answer.status}`);
      },
      { key, where: 'profile' },
    );
  }
  await page.goto(url(path));
  return page;
}

/** Give how to find what has exactly this role and name. */
export function named(role: string, name: string): string {
  return `::-p-aria([name="${name}"][role="${role}"])`;
}
