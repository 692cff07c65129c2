import { openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MessageRead } from '@/shared/api/schema';
import { isOutdated, resetOutdated } from '@/shared/stream/outdated';
import { message, misha, view } from '@/shared/testing/chat';
import { readCache, saveMeta, savePosition } from './cache';
import { DATABASE_VERSION, type Database, openDatabase, SERVED_STORES, wipeDatabase } from './database';
import type { OutboxItem } from './outbox';
import { OutboxRunner } from './outbox-runner';

const NAME = 'parta:kolya';

/** Keep what an earlier build did: a message without a field of today, a draft, and an outbox with files. */
async function keepAnotherShape(): Promise<void> {
  const database = await openDatabase('kolya');
  const { service: _, ...served } = message(1);
  await database.put('meta', 'yesterday', 'shape');
  await database.put('meta', 'first', 'epoch');
  await database.put('meta', { ...misha, id: 'kolya' }, 'me');
  const ranges = [{ first: 1, last: 1 }];
  await database.put('streams', { key: 'chat:class', seq: 5, ranges, hasAllMembers: false });
  await database.put('chats', view(5, null));
  await database.put('messages', { value: served as MessageRead, at: 5 }, ['class', 1]);
  await database.put('drafts', { chatId: 'class', text: 'Завтра при' });
  await database.put('composing', COMPOSING);
  await database.add('outbox', waiting('one', { files: [file] }));
  await database.add('outbox', waiting('two', { state: 'failed', code: 'forbidden' }));
  await database.add('outbox', waiting('three', { state: 'sent', message: served, files: [sentFile] }));
  for (const id of ['file', 'sent']) await database.put('files', { id, blob: new Blob(['abc']) });
  database.close();
}

const COMPOSING = {
  chatId: 'class',
  files: [],
  editing: { id: 'message-1', number: 1, text: 'Встреча в три ровно' },
};
const file = { id: 'file', name: 'a.txt', type: 'text/plain', size: 3, uploadedId: null };
const sentFile = { ...file, id: 'sent', uploadedId: 'on-the-server' };

function waiting(clientId: string, change: object): Omit<OutboxItem, 'order'> {
  return {
    clientId,
    chatId: 'class',
    kind: 'text',
    body: { text: `${clientId}!`, entities: [], reply_to: null },
    files: [],
    queuedAt: '2026-11-23T09:00:00Z',
    state: 'queued',
    code: null,
    message: null,
    ...change,
  };
}

let database: Database;

beforeEach(async () => {
  await keepAnotherShape();
  database = await openDatabase('kolya');
});
afterEach(async () => {
  database.close();
  await wipeDatabase('kolya');
  resetOutdated();
});

it('wipes what was served in another shape, and takes it for not known', async () => {
  expect(await readCache(database)).toEqual({ epoch: null, positions: {}, world: undefined });
  for (const store of SERVED_STORES) expect(await database.count(store)).toBe(0);
});

it('keeps what was written and not sent: drafts, half an edit, the outbox, its files', async () => {
  expect(await database.getAll('composing')).toEqual([COMPOSING]);
  expect(await database.getAll('drafts')).toEqual([{ chatId: 'class', text: 'Завтра при' }]);
  const items = await database.getAll('outbox');
  expect(items.map(({ body, state, code }) => `${JSON.stringify(body)} ${state} ${code}`)).toEqual([
    '{"text":"one!","entities":[],"reply_to":null} queued null',
    '{"text":"two!","entities":[],"reply_to":null} failed forbidden',
  ]);
  expect(await database.getAllKeys('files')).toEqual(['file']);
});

it('keeps everything of the same shape', async () => {
  await saveMeta(database, { epoch: 'first', me: { ...misha, id: 'kolya' } });
  await savePosition(database, 'chat:class', 5);
  database.close();
  database = await openDatabase('kolya');
  expect(await readCache(database)).toMatchObject({ epoch: 'first', positions: { 'chat:class': 5 } });
});

it('writes nothing into what a page of another build keeps, and knows that one of them is outdated', async () => {
  await database.put('meta', 'tomorrow', 'shape');
  await savePosition(database, 'chat:class', 5);
  expect(await database.count('streams')).toBe(0);
  expect(isOutdated()).toBe(true);
});

it('still sends it, its files with it', async () => {
  const sent: OutboxItem[] = [];
  let states: readonly string[] = [];
  const runner = new OutboxRunner({
    database,
    kinds: [],
    profileId: 'kolya',
    tabs: { post: () => undefined },
    deliver: async (item) => {
      sent.push(item);
      return { came: 'message', message: message(4, { client_id: item.clientId }) };
    },
    onChange: ({ items, inFlight }) => {
      states = items.map(({ state }) => (inFlight.size > 0 ? 'in flight' : state));
    },
  });
  await runner.start();
  await vi.waitFor(() => expect(states).toEqual(['sent', 'failed']));
  await runner.retry('two');
  await vi.waitFor(() => expect(states).toEqual(['sent', 'sent']));
  expect(sent.map(({ clientId }) => clientId)).toEqual(['one', 'two']);
  expect(sent[0]?.files).toEqual([file]);
  runner.stop();
});

it('keeps drafts, outbox and files when the stores change', async () => {
  database.close();
  await wipeDatabase('kolya');
  const old = await openDB(NAME, DATABASE_VERSION - 1, {
    upgrade(before) {
      before.createObjectStore('facts');
      before.createObjectStore('drafts', { keyPath: 'chatId' });
      before.createObjectStore('outbox', { autoIncrement: true }).createIndex('clientId', 'clientId');
      before.createObjectStore('files', { keyPath: 'id' });
    },
  });
  await old.put('drafts', { chatId: 'class', text: 'Завтра при' });
  await old.add('outbox', waiting('one', {}));
  old.close();
  localStorage.setItem('parta.profile', 'kolya');
  database = await openDatabase('kolya');
  expect([...database.objectStoreNames]).not.toContain('facts');
  expect(await database.count('drafts')).toBe(1);
  expect(await database.count('outbox')).toBe(1);
});

it('deletes with the person everything that is named after them, in both storages', async () => {
  for (const storage of [localStorage, sessionStorage]) {
    storage.setItem('parta.read-numbers.kolya', '{"class":8}');
    storage.setItem('parta.read-numbers.anna', '{}');
  }
  database.close();
  await wipeDatabase('kolya');
  for (const storage of [localStorage, sessionStorage]) {
    expect(Object.keys(storage).filter((key) => key.includes('read-numbers'))).toEqual([
      'parta.read-numbers.anna',
    ]);
    storage.removeItem('parta.read-numbers.anna');
  }
});

it('lets a page of a newer build upgrade the database, and knows that it is outdated then', async () => {
  const newer = await openDB(NAME, 99);
  expect(isOutdated()).toBe(true);
  newer.close();
});

it('knows that it is outdated where the database was upgraded before', async () => {
  database.close();
  (await openDB(NAME, 99)).close();
  resetOutdated();
  await expect(openDatabase('kolya')).rejects.toThrow();
  expect(isOutdated()).toBe(true);
});
