import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StorageFullError, StorageLostError } from '@/shared/api/errors';
import { message } from '@/shared/testing/chat';
import { type Database, openDatabase, wipeDatabase } from './database';
import type { OutboxItem, Outcome } from './outbox';
import { OutboxRunner, type OutboxView } from './outbox-runner';

/** A tab of Миша's: what it shows, and what it sends to a fake server. */
class Tab {
  shown: OutboxView = {
    items: [],
    inFlight: new Set(),
    progress: {},
    blobs: new Map(),
    sent: new Map(),
    kinds: [],
  };
  readonly brought: string[] = [];
  readonly runner: OutboxRunner;
  private readonly others: Tab[] = [];

  constructor(database: Database, answer: (item: OutboxItem) => Outcome) {
    this.runner = new OutboxRunner({
      database,
      kinds: [],
      profileId: 'misha',
      tabs: {
        post: (message) => {
          for (const tab of this.others) if (message.type === 'outbox') tab.runner.onTabMessage(message);
        },
      },
      deliver: async (item) => {
        this.brought.push(`${item.body}`);
        return answer(item);
      },
      onChange: (view) => {
        this.shown = view;
      },
    });
  }

  meet(other: Tab): void {
    this.others.push(other);
    other.others.push(this);
  }

  isSending(): boolean {
    return this.brought.length === 0 || this.shown.inFlight.size > 0;
  }

  states(): string[] {
    return this.shown.items.map(({ body, state }) => `${body}: ${state}`);
  }
}

const said = (body: string) => ({ kind: 'text', body });
const taken = ({ clientId }: OutboxItem): Outcome => ({
  came: 'message',
  message: message(1, { client_id: clientId }),
});
const silent = (): Outcome => ({ came: 'silence', retryAfterMs: 60_000 });
/** Wait until a tab shows these messages. */
const shows = (tab: Tab, ...states: readonly string[]) =>
  vi.waitFor(() => expect(tab.states()).toEqual(states));

let database: Database;
const open: Tab[] = [];

function tab(answer: (item: OutboxItem) => Outcome): Tab {
  const made = new Tab(database, answer);
  open.push(made);
  return made;
}

beforeEach(async () => {
  database = await openDatabase('misha');
});
afterEach(async () => {
  for (const { runner } of open.splice(0)) runner.stop();
  database.close();
  await wipeDatabase('misha');
});

describe('what was written', () => {
  it('survives the closing of the tab, and is sent by the next one in its order', async () => {
    const first = tab(silent);
    await first.runner.start();
    await first.runner.add('class', said('one'));
    await first.runner.add('class', said('two'));
    first.runner.stop();
    const next = tab(taken);
    await next.runner.start();
    await shows(next, 'one: sent', 'two: sent');
    expect(next.brought).toEqual(['one', 'two']);
  });

  it('keeps its files until it has gone, and leaves nothing when the stream has brought it', async () => {
    const only = tab(taken);
    await only.runner.start();
    await only.runner.add('class', {
      ...said('look'),
      files: [new File(['abc'], 'a.txt', { type: 'text/plain' })],
    });
    await shows(only, 'look: sent');
    const [item] = only.shown.items;
    expect(item?.files).toMatchObject([{ name: 'a.txt', size: 3, uploadedId: null }]);
    expect(await database.count('files')).toBe(1);
    await only.runner.remove([item?.clientId ?? '']);
    expect(await database.count('files')).toBe(0);
    expect(only.shown.items).toEqual([]);
  });

  it('that was refused lets its successors pass, and goes when it is tried again', async () => {
    let isAllowed = false;
    const only = tab((item) =>
      item.body === 'rude' && !isAllowed ? { came: 'refusal', code: 'forbidden' } : taken(item),
    );
    await only.runner.start();
    await only.runner.add('class', said('rude'));
    await only.runner.add('class', said('kind'));
    await shows(only, 'rude: failed', 'kind: sent');
    isAllowed = true;
    await only.runner.retry(only.shown.items[0]?.clientId ?? '');
    await shows(only, 'rude: sent', 'kind: sent');
  });

  it('after a silence waits, and goes at once when the network is back', async () => {
    let isThere = false;
    const only = tab((item) => (isThere ? taken(item) : silent()));
    await only.runner.start();
    await only.runner.add('class', said('one'));
    await only.runner.add('class', said('two'));
    await vi.waitFor(() => expect(only.isSending()).toBe(false));
    expect(only.brought).toEqual(['one']);
    isThere = true;
    only.runner.wake();
    await shows(only, 'one: sent', 'two: sent');
    expect(only.brought).toEqual(['one', 'one', 'two']);
  });

  it('in one tab is seen in the other', async () => {
    const [one, other] = [tab(silent), tab(silent)];
    one.meet(other);
    await one.runner.start();
    await other.runner.start();
    await one.runner.add('class', said('hello'));
    await shows(other, 'hello: queued');
  });
});

describe('an edit', () => {
  const edit = (body: string) => ({ kind: 'edit', body, edits: 'message-1' });

  it('replaces an earlier one of the same message that has not gone', async () => {
    const only = tab(silent);
    await only.runner.start();
    await only.runner.add('class', said('first'));
    await only.runner.add('class', edit('one'));
    await only.runner.add('class', edit('two'));
    await shows(only, 'first: queued', 'two: queued');
  });

  it('that was refused is kept until its author has decided', async () => {
    const only = tab(() => ({ came: 'refusal', code: 'too_late' }));
    await only.runner.start();
    await only.runner.add('class', edit('one'));
    await shows(only, 'one: failed');
    await only.runner.add('class', edit('two'));
    await shows(only, 'two: failed');
  });
});

it('says so when the disk is full, and when the browser has closed its storage', async () => {
  const only = tab(taken);
  await only.runner.start();
  const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('', 'QuotaExceededError');
  });
  await expect(only.runner.add('class', said('lost?'))).rejects.toBeInstanceOf(StorageFullError);
  full.mockRestore();
  database.close();
  await expect(only.runner.add('class', said('lost?'))).rejects.toBeInstanceOf(StorageLostError);
  database = await openDatabase('misha');
});
