import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { type BrowserContext, expect, type Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const QUIET_FRAMES = 3;
/** What Excalidraw draws around its canvas has unnamed buttons and dialogs of its own, which we cannot name. */
const BOARD = '.excalidraw';

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** Want nothing that axe objects to on what the page shows, in light and in dark. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await check(page, what, []);
}

/** Want the same of the screens with which a story ends; in dark, colours alone are another matter. */
export async function expectLastScreensAccessible(contexts: readonly BrowserContext[]): Promise<void> {
  for (const page of contexts.flatMap((context) => context.pages())) {
    if (await isOurs(page)) await check(page, `the last screen of ${new URL(page.url()).pathname}`, ['color-contrast']);
  }
}

/** True if the page is one of Parta's own, whose files have come. */
function isOurs(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const waiting = document.querySelector<HTMLElement>('.first-paint[aria-hidden]');
    return document.getElementById('root') !== null && !waiting?.checkVisibility();
  });
}

/** Check the page in its colours, then in the others; `rules` are those that count there, all if there are none. */
async function check(page: Page, what: string, rules: readonly string[]): Promise<void> {
  await expect(page.getByRole('status', { name: 'Загрузка', exact: true })).toHaveCount(0);
  await settle(page);
  await stopMotion(page);
  const [first, other] = await schemesOf(page);
  expect(await violationsOn(page, []), `${what}, ${first}`).toEqual([]);
  if (other) {
    await show(page, other);
    expect(await violationsOn(page, rules), `${what}, ${other}`).toEqual([]);
    await show(page, first);
  }
  await restoreMotion(page);
}

type Scheme = 'light' | 'dark';

/** Return the colours that the page shows now, and those that it could show; before its first paint it has no others. */
async function schemesOf(page: Page): Promise<readonly [Scheme, Scheme?]> {
  const classes = (await page.locator('html').getAttribute('class')) ?? '';
  if (classes.includes('vkui--vkBase--dark')) return ['dark', 'light'];
  return classes.includes('vkui--vkBase--light') ? ['light', 'dark'] : ['light'];
}

async function show(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator(`html.vkui--vkBase--${colorScheme}`)).toBeAttached();
  await settle(page);
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

/** Let colours change at once: an inherited one goes from element to its child in steps, and between two is neither; a note that goes is pale. */
async function stopMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
}

/** Undo `stopMotion`: dialogs close by the end of one. */
async function restoreMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  });
}

/** The page after axe was put into it. */
type WithAxe = typeof globalThis & {
  readonly axe: { readonly run: (where: object, how: object) => Promise<{ violations: Violation[] }> };
};

async function violationsOn(page: Page, rules: readonly string[]): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    ({ rules, board }) =>
      (window as unknown as WithAxe).axe.run({ exclude: [board] }, {
        resultTypes: ['violations'],
        ...(rules.length > 0 && { runOnly: { type: 'rule', values: rules } }),
      }),
    { rules, board: BOARD },
  );
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${id} (${impact}): ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}
