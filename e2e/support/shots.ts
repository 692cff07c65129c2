import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const FOLDER = join(import.meta.dirname, '..', 'screenshots');

const SIZES = [
  { name: 'desktop', width: 1280, height: 800 },
  { name: 'phone', width: 390, height: 844 },
  { name: 'narrow', width: 360, height: 740 },
] as const;
type Size = (typeof SIZES)[number];
type Scheme = 'light' | 'dark';

/** Take six pictures of what the page shows: three sizes, light and dark. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  await takeEach(page, name, SIZES, ['light', 'dark']);
}

/** Take two pictures of what is always dark: of a desktop and of a phone. */
export async function takeDarkScreenshots(page: Page, name: string): Promise<void> {
  await takeEach(page, name, SIZES.slice(0, 2), ['dark']);
}

async function takeEach(page: Page, name: string, sizes: readonly Size[], schemes: readonly Scheme[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name: size, width, height } of sizes) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(FOLDER, `${name}-${size}-${colorScheme}.png`), animations: 'disabled' });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}
