import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { misha } from '@/shared/testing/chat';
import { errorResponse, fakeServer, slowly } from '@/shared/testing/server';
import { openDatabase, wipeDatabase } from './database';
import { Drafts } from './drafts';
import type { TabMessage, Tabs } from './tabs';

const PATH = 'PUT /api/chats/class/draft';

beforeEach(async () => {
  await wipeDatabase(misha.id);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => vi.useRealTimers());

/** Open the drafts of a device; the server has what its updates have told. */
async function open(post: Tabs['post'] = () => undefined) {
  const server = fakeServer({ [PATH]: (body: unknown) => ({ draft: (body as { text: string }).text }) });
  const database = await openDatabase(misha.id);
  const told = new Map<string, string>();
  let local: ReadonlyMap<string, string> = new Map();
  const drafts = new Drafts({
    database,
    tabs: { post },
    onChange: (now) => {
      local = now;
    },
    serverDraftOf: (chatId) => told.get(chatId),
  });
  onTestFinished(() => {
    drafts.stop();
    database.close();
  });
  /** An update with the draft comes. */
  const tell = (text: string) => {
    told.set('class', text);
    drafts.onServerDraft('class', text);
  };
  const shown = () => local.get('class') ?? told.get('class') ?? '';
  const stored = () => database.get('drafts', 'class');
  const saves = () => server.done.filter(({ what }) => what === PATH).map(({ body }) => body);
  return { server, drafts, tell, shown, stored, saves };
}

const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('is stored at once, saved after a pause, and then no longer stored here', async () => {
  const { drafts, tell, stored, saves } = await open();
  drafts.write('class', 'За');
  drafts.write('class', 'Завтра');
  await vi.waitFor(async () => expect(await stored()).toEqual({ chatId: 'class', text: 'Завтра' }));
  await passes(1_300);
  expect(saves()).toEqual([{ text: 'Завтра' }]);
  tell('Завтра');
  await vi.waitFor(async () => expect(await stored()).toBeUndefined());
});

it('is not stored any more where the update comes before the answer', async () => {
  const { server, drafts, tell, shown, stored } = await open();
  const answer = slowly({ draft: 'Завтра' });
  server.answer({ [PATH]: answer.answer });
  drafts.write('class', 'Завтра');
  await passes(1_300);
  tell('Завтра');
  answer.come();
  await vi.waitFor(async () => expect(await stored()).toBeUndefined());
  tell('');
  expect(shown()).toBe('');
});

it('saves what was typed while an earlier one was being saved, and keeps it until then', async () => {
  const { server, drafts, tell, shown, stored, saves } = await open();
  const answer = slowly({ draft: 'За' });
  server.answer({ [PATH]: answer.answer });
  drafts.write('class', 'За');
  await passes(1_300);
  drafts.write('class', 'Завтра');
  tell('За');
  await passes(1_300);
  expect(saves()).toEqual([{ text: 'За' }]);
  answer.come();
  server.answer({ [PATH]: { draft: 'Завтра' } });
  await vi.waitFor(async () => expect(await stored()).toEqual({ chatId: 'class', text: 'Завтра' }));
  expect(shown()).toBe('Завтра');
  await vi.waitFor(async () => {
    await passes(1_300);
    expect(saves().at(-1)).toEqual({ text: 'Завтра' });
  });
  await vi.waitFor(async () => expect(await stored()).toBeUndefined());
});

it.each([
  [503, 'unavailable', {}],
  [429, 'too_many', { retry_after: 2 }],
])('is saved again after a %i, and kept here until it is', async (status, code, extra) => {
  const { server, drafts, stored, saves } = await open();
  server.answer({ [PATH]: errorResponse(status, code, extra) });
  drafts.write('class', 'Завтра');
  await passes(1_300);
  await vi.waitFor(() => expect(saves()).toHaveLength(1));
  expect(await stored()).toEqual({ chatId: 'class', text: 'Завтра' });
  server.answer({ [PATH]: { draft: 'Завтра' } });
  await vi.waitFor(async () => {
    await passes(500);
    expect(saves().at(-1)).toEqual({ text: 'Завтра' });
    expect(saves().length).toBeGreaterThan(1);
  });
  await vi.waitFor(async () => expect(await stored()).toBeUndefined());
});

it('of a chat that is gone is forgotten', async () => {
  const { server, drafts, stored, saves } = await open();
  server.answer({ [PATH]: errorResponse(404, 'not_found') });
  drafts.write('class', 'Завтра');
  await passes(1_300);
  await vi.waitFor(async () => expect(await stored()).toBeUndefined());
  await passes(60_000);
  expect(saves()).toHaveLength(1);
});

it('follows another device, but for updates from before it was saved here', async () => {
  const { drafts, tell, shown, stored } = await open();
  tell('Вче');
  drafts.write('class', 'Завтра');
  await passes(1_300);
  await vi.waitFor(async () => expect(await stored()).toBeUndefined());
  tell('Вчера');
  expect(shown()).toBe('Завтра');
  tell('Завтра');
  tell('Завтра в восемь');
  expect(shown()).toBe('Завтра в восемь');
  tell('');
  expect(shown()).toBe('');
});

it('follows another device also where the update with the own one never comes', async () => {
  const { drafts, tell, shown, stored } = await open();
  drafts.write('class', 'Завтра');
  await passes(1_300);
  await vi.waitFor(async () => expect(await stored()).toBeUndefined());
  tell('С телефона');
  await passes(3_100);
  expect(shown()).toBe('С телефона');
});

it('leaves what was typed after the message was sent', async () => {
  const { drafts, shown } = await open();
  drafts.write('class', 'Завтра в 8');
  drafts.write('class', 'Завтра в 8И возьмите');
  drafts.sent('class', 'Завтра в 8');
  expect(shown()).toBe('И возьмите');
});

describe('in another tab', () => {
  const text = 'Из другой вкладки';

  it('what is typed there meanwhile stays where this tab sends', async () => {
    const posted: TabMessage[] = [];
    const here = await open((message) => posted.push(message));
    here.drafts.write('class', 'Завтра');
    here.drafts.sent('class', 'Завтра');
    expect(posted.at(-1)).toEqual({ type: 'draftSent', chatId: 'class', typed: 'Завтра' });
    const there = await open();
    there.drafts.setFromTab('class', 'Завтра');
    there.drafts.write('class', text);
    there.drafts.sentFromTab('class', 'Завтра');
    expect(there.shown()).toBe(text);
  });

  it('what was sent here is no draft any more', async () => {
    const there = await open();
    there.drafts.setFromTab('class', 'Завтра');
    there.drafts.sentFromTab('class', 'Завтра');
    expect(there.shown()).toBe('');
    there.drafts.setFromTab('class', 'Завтра, и ещё');
    there.drafts.sentFromTab('class', 'Завтра');
    expect(there.shown()).toBe(', и ещё');
  });
});
