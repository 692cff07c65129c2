import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { message } from '@/shared/testing/chat';
import type { Composing } from './composing';
import { Compositions } from './compositions';
import { type Database, openDatabase, wipeDatabase } from './database';

let database: Database;
let shown: ReadonlyMap<string, Composing> = new Map();

beforeEach(async () => {
  database = await openDatabase('misha');
});
afterEach(async () => {
  database.close();
  await wipeDatabase('misha');
});

/** Open the page anew; what its composers hold is in `shown`. */
async function openPage() {
  shown = new Map();
  const page = new Compositions(database, (composing) => {
    shown = composing;
  });
  await page.start();
  return page;
}

it('whom one replies to and what is edited are there again after the page was loaded anew', async () => {
  const page = await openPage();
  page.change('class', () => ({ replyTo: message(4) }));
  page.change('staff', () => ({ editing: { message: message(5), text: 'Иначе' } }));
  await vi.waitFor(async () => expect(await database.count('composing')).toBe(2));
  await openPage();
  expect(shown.get('class')?.replyTo).toEqual(message(4));
  expect(shown.get('staff')?.editing).toEqual({ message: message(5), text: 'Иначе' });
});

it('nothing is kept of what was sent', async () => {
  const page = await openPage();
  page.change('class', () => ({ replyTo: message(4) }));
  page.change('class', () => ({ replyTo: undefined }));
  await openPage();
  expect(shown.get('class')).toBeUndefined();
});

it('a storage that is full loses nothing while the page is open', async () => {
  const page = await openPage();
  vi.spyOn(database, 'put').mockRejectedValueOnce(new DOMException('', 'QuotaExceededError'));
  page.change('class', () => ({ files: [new File(['x'], 'План.pdf')] }));
  await Promise.resolve();
  expect(shown.get('class')?.files).toHaveLength(1);
});
