import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Composing } from './composing';
import { Compositions } from './compositions';
import { type Database, openDatabase, wipeDatabase } from './database';
import type { TabMessage } from './tabs';

let database: Database;
const named = (number: number) => ({ id: `message-${number}`, number });

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
  const page = new Compositions({
    database,
    tabs: { post: () => undefined },
    onChange: (composing) => {
      shown = composing;
    },
  });
  await page.start();
  return page;
}

it('whom one replies to and what is edited are there again after the page was loaded anew', async () => {
  const page = await openPage();
  page.change('class', () => ({ replyTo: named(4) }));
  page.change('staff', () => ({ editing: { ...named(5), text: 'Иначе' } }));
  await vi.waitFor(async () => expect(await database.count('composing')).toBe(2));
  await openPage();
  expect(shown.get('class')?.replyTo).toEqual(named(4));
  expect(shown.get('staff')?.editing).toEqual({ ...named(5), text: 'Иначе' });
});

it('nothing is kept of what was sent', async () => {
  const page = await openPage();
  page.change('class', () => ({ replyTo: named(4) }));
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

describe('two tabs', () => {
  /** Open two tabs; each is told what the other posts. */
  async function openTwo() {
    const heldBy = [new Map(), new Map()] as ReadonlyMap<string, Composing>[];
    const tabs: Compositions[] = [];
    for (const index of [0, 1]) {
      const post = (told: TabMessage) => {
        if (told.type === 'composing') void tabs[1 - index]?.readFromTab(told.chatId);
      };
      const onChange = (composing: ReadonlyMap<string, Composing>) => {
        heldBy[index] = composing;
      };
      tabs.push(new Compositions({ database, tabs: { post }, onChange }));
    }
    const [one, other] = tabs as [Compositions, Compositions];
    await Promise.all([one.start(), other.start()]);
    return { one, other, files: (tab: number) => heldBy[tab]?.get('class')?.files ?? [] };
  }

  const plan = () => new File(['x'], 'План.pdf', { lastModified: 1 });
  const rules = () => new File(['yy'], 'Правила.pdf', { lastModified: 2 });

  it('hold the same, and nothing of it once one of them has sent it', async () => {
    const { one, files } = await openTwo();
    one.change('class', () => ({ files: [plan()] }));
    await vi.waitFor(() => expect(files(1)).toHaveLength(1));
    one.change('class', () => ({ files: [] }));
    await vi.waitFor(() => expect(files(1)).toEqual([]));
  });

  it('lose nothing of each other by a change', async () => {
    const { one, other, files } = await openTwo();
    one.change('class', () => ({ files: [plan()] }));
    await vi.waitFor(() => expect(files(1)).toHaveLength(1));
    other.change('class', (now) => ({ files: [...now.files, rules()] }));
    await vi.waitFor(() => expect(files(0)).toHaveLength(2));
    await openPage();
    expect(shown.get('class')?.files).toHaveLength(2);
  });
});
