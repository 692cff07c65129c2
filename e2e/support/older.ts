import type { BrowserContext } from '@playwright/test';

/** What Chromium has and the oldest supported browsers (`web/tools/browsers.ts`) do not. */
const YOUNGER: readonly string[] = [
  'URL.canParse',
  'URL.parse',
  'Promise.withResolvers',
  'Promise.try',
  'Object.groupBy',
  'Map.groupBy',
  'Array.fromAsync',
  'AbortSignal.any',
  'Iterator',
  'Set.prototype.union',
  'Set.prototype.difference',
  'Set.prototype.intersection',
  'String.prototype.isWellFormed',
  'Uint8Array.fromBase64',
  'ArrayBuffer.prototype.transfer',
  'document.startViewTransition',
];

/** Let the pages of this context do without what an older browser does not have. */
export async function makeOlder(context: BrowserContext): Promise<void> {
  await context.addInitScript((names) => {
    for (const name of names) {
      const path = name.split('.');
      const last = path.pop() ?? '';
      const owner = path.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], window);
      if (!owner) continue;
      delete (owner as Record<string, unknown>)[last];
      if (last in (owner as object)) Object.defineProperty(owner, last, { value: undefined });
    }
  }, YOUNGER);
}
