import { openDB } from 'idb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { message, view } from '../testing/chat';
import { readCache } from './cache';
import { type Database, openDatabase, wipeDatabase } from './database';
import type { OutboxItem } from './outbox';
import { OutboxRunner } from './outbox-runner';
import { isOutdated, resetOutdated } from './outdated';

const NAME = 'parta:kolya';

/** Create a database exactly as version 1 of the page did. */
async function layDownVersion1(): Promise<void> {
  localStorage.setItem('parta.profile', 'kolya');
  const old = await openDB(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('facts');
      database.createObjectStore('streams', { keyPath: 'key' });
      database.createObjectStore('chats', { keyPath: 'id' });
      database.createObjectStore('readings', { keyPath: 'chatId' });
      database.createObjectStore('members');
      database.createObjectStore('messages');
      database.createObjectStore('drafts', { keyPath: 'chatId' });
      database
        .createObjectStore('outbox', { autoIncrement: true })
        .createIndex('clientId', 'clientId', { unique: true });
      database.createObjectStore('files', { keyPath: 'id' });
    },
  });
  await old.put('facts', 'first', 'epoch');
  await old.put('facts', { id: 'kolya' }, 'me');
  await old.put('streams', { key: 'chat:class', seq: 5, ranges: [{ first: 1, last: 3 }] });
  await old.put('readings', { chatId: 'class', value: { read_number: 3 }, at: 5 });
  const { service: _, ...served } = message(1);
  await old.put('messages', { value: { ...served, notice: null }, at: 5 }, ['class', 1]);
  await old.put('drafts', { chatId: 'class', text: 'Завтра при' });
  await old.add('outbox', waiting('one', { files: [file] }));
  await old.add('outbox', waiting('two', { state: 'failed', code: 'hushed' }));
  await old.add('outbox', waiting('three', { state: 'sent', message: { ...served, notice: null } }));
  await old.put('files', { id: 'file', blob: new Blob(['abc']) });
  old.close();
}

/** Create a database exactly as version 2 of the page did, with a call's card inside of its message. */
async function layDownVersion2(): Promise<void> {
  localStorage.setItem('parta.profile', 'kolya');
  const old = await openDB(NAME, 2, {
    upgrade(database) {
      database.createObjectStore('meta');
      database.createObjectStore('streams', { keyPath: 'key' });
      database.createObjectStore('chats', { keyPath: 'id' });
      database.createObjectStore('chatStates', { keyPath: 'chatId' });
      database.createObjectStore('members');
      database.createObjectStore('messages');
      database.createObjectStore('drafts', { keyPath: 'chatId' });
      database
        .createObjectStore('outbox', { autoIncrement: true })
        .createIndex('clientId', 'clientId', { unique: true });
      database.createObjectStore('files', { keyPath: 'id' });
    },
  });
  const { attachment: _, ...served } = message(1);
  await old.put('meta', 'first', 'epoch');
  await old.put('meta', { id: 'kolya' }, 'me');
  await old.put('streams', { key: 'chat:class', seq: 5, ranges: [{ first: 1, last: 1 }] });
  await old.put('chats', { id: 'class', chat: { value: view(5, null).chat, at: 5 } });
  await old.put('chatStates', { chatId: 'class', value: { read_number: 1 }, at: 5 });
  const card = { call_id: 'call', title: 'Алгебра', state: 'open' };
  await old.put('messages', { value: { ...served, kind: 'call', card }, at: 5 }, ['class', 1]);
  await old.put('drafts', { chatId: 'class', text: 'Завтра при' });
  await old.add('outbox', waiting('one', { state: 'failed', code: 'writing_suspended' }));
  await old.add('outbox', waiting('two', { state: 'sent', message: { ...served, card: null } }));
  old.close();
}

const file = { id: 'file', name: 'a.txt', type: 'text/plain', size: 3, uploadedId: null };

function waiting(clientId: string, change: object): object {
  return {
    clientId,
    chatId: 'class',
    text: `${clientId}!`,
    replyTo: null,
    mentions: [],
    mentionsAll: false,
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
  await layDownVersion1();
  database = await openDatabase('kolya');
});
afterEach(async () => {
  database.close();
  await wipeDatabase('kolya');
  resetOutdated();
});

it('keeps what was written and not sent when the database of version 1 is upgraded', async () => {
  expect(await database.getAll('drafts')).toEqual([{ chatId: 'class', text: 'Завтра при' }]);
  expect(await database.getAllKeys('outbox')).toEqual([1, 2, 3]);
  const items = await database.getAll('outbox');
  expect(items.map(({ text, state, code }) => `${text} ${state} ${code}`)).toEqual([
    'one! queued null',
    'two! failed writing_suspended',
    'three! sent null',
  ]);
  expect(items[2]?.message).toMatchObject({ id: message(1).id, service: null });
  expect((await database.get('files', 'file'))?.id).toBe('file');
});

it('drops what the server had sent, in the words of then', async () => {
  expect(await readCache(database)).toEqual({ epoch: null, positions: {}, world: undefined });
  expect([...database.objectStoreNames]).not.toContain('readings');
  expect(await database.count('messages')).toBe(0);
});

it('still sends it, its files with it', async () => {
  const sent: OutboxItem[] = [];
  let states: readonly string[] = [];
  const runner = new OutboxRunner({
    database,
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
  await vi.waitFor(() => expect(states).toEqual(['sent', 'failed', 'sent']));
  await runner.retry('two');
  await vi.waitFor(() => expect(states).toEqual(['sent', 'sent', 'sent']));
  expect(sent.map(({ clientId }) => clientId)).toEqual(['one', 'two']);
  expect(sent[0]?.files).toEqual([file]);
  runner.stop();
});

it('reads again what version 2 had kept, and keeps what was written and not sent', async () => {
  database.close();
  await wipeDatabase('kolya');
  await layDownVersion2();
  database = await openDatabase('kolya');
  expect(await readCache(database)).toEqual({ epoch: null, positions: {}, world: undefined });
  expect(await database.count('messages')).toBe(0);
  expect(await database.getAll('drafts')).toEqual([{ chatId: 'class', text: 'Завтра при' }]);
  const [failed, sent] = await database.getAll('outbox');
  expect(failed).toMatchObject({ text: 'one!', state: 'failed', code: 'writing_suspended', message: null });
  expect(sent?.message).toMatchObject({ id: message(1).id, attachment: null });
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
