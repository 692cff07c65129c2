import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUIET_FRAMES = 3;

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** Want nothing serious on what the page shows, in light and in dark. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await settle(page);
  await stopTransitions(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator(`html.vkui--vkBase--${colorScheme}`)).toBeAttached();
    await settle(page);
    expect(await seriousOn(page), `${what}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html.vkui--vkBase--light')).toBeAttached();
  await settle(page);
  await restoreTransitions(page);
}

/** Wait until nothing on the page moves that will ever stand still, for a few frames on end. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    (frames) =>
      new Promise<void>((done) => {
        const isMoving = () =>
          document
            .getAnimations()
            .some(
              ({ playState, effect }) => playState !== 'finished' && Number.isFinite(effect?.getComputedTiming().endTime ?? 0),
            );
        const look = (quiet: number) => {
          if (quiet === frames) done();
          else requestAnimationFrame(() => look(isMoving() ? 0 : quiet + 1));
        };
        look(0);
      }),
    QUIET_FRAMES,
  );
}

/** Let colours change at once: an inherited one goes from element to its child in steps, and between two is neither. */
async function stopTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, *::before, *::after { transition: none !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Undo `stopTransitions`: dialogs close by the end of one. */
async function restoreTransitions(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  });
}

/** The page after axe was put into it. */
type WithAxe = typeof globalThis & {
  readonly axe: { readonly run: (where: Document, how: object) => Promise<{ violations: Violation[] }> };
};

async function seriousOn(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(() => (window as unknown as WithAxe).axe.run(document, { resultTypes: ['violations'] }));
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}
