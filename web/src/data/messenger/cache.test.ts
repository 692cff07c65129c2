import { beforeEach, describe, expect, it } from 'vitest';
import type { Step } from '@/shared/stream/stream';
import type { EntityUpdate } from '@/shared/stream/wire';
import { callCard, callMessage, member, message, misha, view } from '@/shared/testing/chat';
import {
  readCache,
  readMessages,
  saveMembers,
  saveMeta,
  savePage,
  savePins,
  savePosition,
  saveStep,
  saveView,
  wipeChat,
  wipeServed,
} from './cache';
import { type Database, openDatabase, rememberedProfile, wipeDatabase } from './database';
import { emptyWorld, takeList, takeMembers, takePins, type World } from './world';
import { applyStep } from './world-updates';

const CHAT = 'chat:class';
let database: Database;
let world: World;

function chat(of = world) {
  const found = of.chats.get('class');
  if (!found) throw new Error('no chat');
  return found;
}

/** Apply a step to the world and to the cache. */
async function apply(from: number, to: number, ...updates: EntityUpdate[]): Promise<void> {
  const step: Step<EntityUpdate> = { from, to, updates };
  world = applyStep(world, step);
  await saveStep(database, CHAT, step, world);
}

beforeEach(async () => {
  if (database) database.close();
  await wipeDatabase(misha.id);
  database = await openDatabase(misha.id);
  const first = view(5, message(3));
  world = takeList(emptyWorld(misha), [first], 2);
  await saveMeta(database, { epoch: 'first', me: misha });
  await savePosition(database, 'profile:misha', 2);
  await saveView(database, first, chat());
});

describe('what was open', () => {
  it('is there again as it was, and says how far each stream was followed', async () => {
    await savePage(database, 'class', {
      seq: 5,
      messages: [message(1), message(2)],
      attachments: [],
      last_number: 3,
    });
    await apply(5, 6, { kind: 'message', value: message(4) }, { kind: 'member', value: member('lena') });
    const cached = await readCache(database);
    expect(cached.epoch).toBe('first');
    expect(cached.positions).toEqual({ 'profile:misha': 2, [CHAT]: 6 });
    expect(cached.world?.me).toEqual(misha);
    const again = cached.world && chat(cached.world);
    expect(again?.ranges).toEqual([{ first: 1, last: 4 }]);
    expect(again?.messages.get(4)).toEqual({ value: message(4), at: 6 });
    expect([...(again?.members.keys() ?? [])].sort()).toEqual(['anna', 'lena']);
    expect(again?.chatState).toMatchObject(chat().chatState);
  });

  it('has its pins, as the last step left them, until the chat is gone', async () => {
    const pin = {
      id: 'pin',
      chat_id: 'class',
      message_id: 'message-3',
      number: 3,
      pinned_by: 'anna',
      pinned_at: '2026-11-23T10:00:00Z',
      is_pinned: true,
    };
    world = takePins(world, 'class', { seq: 5, pins: [], messages: [], attachments: [] });
    await savePins(database, chat(), 5);
    await apply(5, 6, { kind: 'pin', value: pin });
    const cached = await readCache(database);
    expect(cached.world && chat(cached.world).pins).toEqual(chat().pins);
    await wipeChat(database, 'class');
    expect(await database.getAll('pins')).toEqual([]);
  });

  it('is nothing in a new browser', async () => {
    await wipeServed(database);
    expect((await readCache(database)).positions).toEqual({});
  });
});

describe('two tabs that keep the same stream', () => {
  it('a step that was kept already changes nothing, and one that leaves a hole changes nothing', async () => {
    await apply(5, 6, { kind: 'message', value: message(4) });
    const old = {
      from: 5,
      to: 6,
      updates: [{ kind: 'message', value: message(4, { text: 'old' }) }],
    } as const;
    await saveStep(database, CHAT, old, world);
    await saveStep(
      database,
      CHAT,
      { from: 8, to: 9, updates: [{ kind: 'message', value: message(9) }] },
      world,
    );
    expect((await readCache(database)).positions[CHAT]).toBe(6);
    expect(await readMessages(database, 'class', { first: 1, last: 99 })).toHaveLength(2);
  });

  it('a page that the kept stream has gone past is not kept: nobody would mend what changed between', async () => {
    await apply(5, 8, { kind: 'message', value: message(4) });
    await savePage(database, 'class', {
      seq: 7,
      messages: [message(1), message(2)],
      attachments: [],
      last_number: 4,
    });
    expect(await readMessages(database, 'class', { first: 1, last: 2 })).toEqual([]);
  });

  it('an edit of a message that only another tab has open reaches what is kept', async () => {
    await savePage(database, 'class', {
      seq: 5,
      messages: [message(1), message(2)],
      attachments: [],
      last_number: 3,
    });
    await apply(5, 6, { kind: 'message', value: message(1, { text: 'edited' }) });
    const [first] = await readMessages(database, 'class', { first: 1, last: 1 });
    expect(first?.value.text).toBe('edited');
  });
});

describe('what messages carry', () => {
  const open: EntityUpdate = { kind: 'call_card', value: callCard() };
  const over: EntityUpdate = { kind: 'call_card', value: callCard({ state: 'ended', present: 0 }) };

  it('is there again, as of its last change, whoever brought it', async () => {
    await apply(5, 6, { kind: 'message', value: callMessage(4) }, open);
    await apply(6, 7, over);
    const late = { kind: 'call_card', value: callCard({ id: 'earlier', state: 'ended' }) };
    await savePage(database, 'class', {
      seq: 7,
      messages: [message(1), message(2)],
      attachments: [late],
      last_number: 4,
    });
    const { world: again } = await readCache(database);
    expect(again && Object.fromEntries(chat(again).attachments)).toEqual({
      call: { value: over, at: 7 },
      earlier: { value: late, at: 7 },
    });
  });

  it('comes with the last message of a chat', async () => {
    await saveView(database, { ...view(5, callMessage(4)), last_attachment: open }, chat());
    const { world: again } = await readCache(database);
    expect(again && chat(again).attachments.get('call')).toEqual({ value: open, at: 5 });
  });
});

describe('leaving', () => {
  it('a chat that I was taken out of leaves nothing', async () => {
    await apply(5, 6, { kind: 'call_card', value: callCard() });
    world = takeMembers(world, 'class', [member('anna'), member('lena')], 6);
    await saveMembers(database, 'class', [member('anna'), member('lena')], 5);
    await wipeChat(database, 'class');
    expect(await database.count('members')).toBe(0);
    expect(await database.count('messages')).toBe(0);
    expect(await database.count('attachments')).toBe(0);
    expect((await readCache(database)).positions).toEqual({ 'profile:misha': 2 });
  });

  it('signing in as somebody else wipes what was kept before', async () => {
    const other = await openDatabase('lena');
    expect(rememberedProfile()).toBe('lena');
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('parta:misha');
    other.close();
    await wipeDatabase('lena');
    expect(rememberedProfile()).toBeUndefined();
  });
});

it('keeps the newest six hundred messages of a chat, and what they carry', async () => {
  const carrying: Readonly<Record<number, string>> = { 10: 'early', 690: 'late' };
  const messages = Array.from({ length: 700 }, (_, at) => {
    const id = carrying[at + 4];
    return message(at + 4, id ? { kind: 'card', attachment: { kind: 'call_card', id, text: {} } } : {});
  });
  const attachments = Object.values(carrying).map((id) => ({ kind: 'call_card', value: callCard({ id }) }));
  await apply(5, 6, ...messages.slice(-1).map((value) => ({ kind: 'message', value }) as const));
  await savePage(database, 'class', { seq: 6, messages, attachments, last_number: 703 });
  expect(await database.count('messages')).toBe(600);
  expect(await database.getAllKeys('attachments')).toEqual([['class', 'late']]);
});
