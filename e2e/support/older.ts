import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';

const WEB = join(import.meta.dirname, '..', '..', 'web');

/** A place in `window`, and what the oldest supported browsers do not have there. */
type Missing = readonly (readonly [place: readonly string[], name: string])[];

let known: Missing | undefined;

/** Let the pages of this context do without what the oldest supported browsers do not have, by MDN's data. */
export async function makeOlder(context: BrowserContext): Promise<void> {
  known ??= JSON.parse(execFileSync(process.execPath, ['tools/younger.mjs'], { cwd: WEB, encoding: 'utf8' })) as Missing;
  await context.addInitScript((missing) => {
    for (const [place, name] of missing) {
      const holder = place.reduce<object | undefined>((at, part) => at && Reflect.get(at, part), window);
      if (holder) Reflect.deleteProperty(holder, name);
    }
  }, known);
}
