import { expect, it, vi } from 'vitest';
import type { EntityUpdate, ServerFrame } from '@/shared/stream/wire';
import { message, misha, view } from '@/shared/testing/chat';
import { readCache } from './cache';
import { lastNumber } from './known-chat';
import { beginWithoutSockets, CHAT, openTestSync } from './testing';
import type { World } from './world';

function newest({ chats }: World): number {
  const chat = chats.get('class');
  return chat ? lastNumber(chat) : 0;
}

function update(n: number, ...updates: EntityUpdate[]): ServerFrame {
  return { t: 'update', s: CHAT, n, updates };
}

beginWithoutSockets();

it('shows what is received, and tells of messages that others have written since', async () => {
  const { sync, socket, received } = await openTestSync();
  const seen: number[] = [];
  sync.subscribe(() => seen.push(newest(sync.snapshot.world)));
  const own = message(5, { author_id: misha.id });
  const changed = message(3, { text: 'changed' });
  socket.receive(
    update(
      6,
      { kind: 'message', value: message(4) },
      { kind: 'message', value: own },
      { kind: 'message', value: changed },
    ),
  );
  expect(seen.at(-1)).toBe(5);
  expect(received.map(({ messages }) => messages.map(({ number }) => number))).toEqual([[4]]);
});

/** Return the types of the failures that were reported to the server. */
function reportsTo({ done }: Awaited<ReturnType<typeof openTestSync>>['server']): readonly unknown[] {
  return done.flatMap(({ what, body }) => (what === 'POST /api/client-failures' ? [body] : []));
}

const REPORT = { page: 'messenger', place: 'data' };

it('passes over a malformed update, applies the others, reads the stream again, and reports it', async () => {
  const { sync, server, socket } = await openTestSync();
  const fresh = view(7, message(5, { text: 'read again' }));
  server.answer({ 'GET /api/chats/class': fresh });
  const { reactions: _, ...malformed } = message(5);
  socket.receive(
    update(
      6,
      { kind: 'message', value: message(4) },
      { kind: 'message', value: malformed } as EntityUpdate,
      { kind: 'member', value: null } as unknown as EntityUpdate,
    ),
  );
  const shown = () => sync.snapshot.world.chats.get('class')?.messages;
  expect(shown()?.get(4)?.value.text).toBe('4');
  expect(shown()?.has(5)).toBe(false);
  await vi.waitFor(() => expect(shown()?.get(5)?.value.text).toBe('read again'));
  socket.receive(update(7, { kind: 'message', value: message(6) }));
  expect(newest(sync.snapshot.world)).toBe(6);
  await vi.waitFor(() => expect(reportsTo(server)).toEqual([{ ...REPORT, type: 'MalformedUpdate' }]));
});

it('begins a new connection after a frame that cannot be read', async () => {
  const { socket, server } = await openTestSync();
  const close = vi.spyOn(socket, 'close');
  socket.onmessage?.({ data: '{"t":"upd' });
  expect(close).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(reportsTo(server)).toEqual([{ ...REPORT, type: 'SyntaxError' }]));
});

it('goes on when somebody who listens fails', async () => {
  const { sync, server, socket, received } = await openTestSync();
  sync.onUpdates(() => {
    throw new Error('of whoever listens');
  });
  socket.receive(update(6, { kind: 'message', value: message(4) }));
  socket.receive(update(7, { kind: 'message', value: message(5) }));
  expect(newest(sync.snapshot.world)).toBe(5);
  expect(received).toHaveLength(2);
  await vi.waitFor(() => expect(reportsTo(server)).toEqual([{ ...REPORT, type: 'Error' }]));
});

it('passes over a message of a page that it cannot draw, and does not ask for it again', async () => {
  const { sync, server } = await openTestSync();
  const { text: _, ...malformed } = message(1);
  server.answer({
    'GET /api/chats/class/messages': {
      seq: 5,
      messages: [malformed, message(2)],
      attachments: [],
      last_number: 3,
    },
  });
  await sync.reader.readPage('class', { before: 3 });
  const chat = sync.snapshot.world.chats.get('class');
  expect([...(chat?.messages.keys() ?? [])]).toEqual([3, 2]);
  expect(chat?.ranges).toEqual([{ first: 1, last: 3 }]);
});

it('keeps what it has received for the next time', async () => {
  const { sync, socket, database } = await openTestSync();
  socket.receive(update(6, { kind: 'message', value: message(4) }));
  await vi.waitFor(async () => {
    const { epoch, positions, world } = await readCache(database);
    expect({ epoch, positions }).toEqual({ epoch: 'first', positions: { 'profile:misha': 2, [CHAT]: 6 } });
    expect(world && newest(world)).toBe(4);
  });
  expect(sync.snapshot.phase).toBe('online');
});

it('keeps how far others have read, which no stream tells again', async () => {
  const { socket, database } = await openTestSync();
  socket.receive(update(6, { kind: 'message', value: message(4, { author_id: misha.id }) }));
  socket.receive({ t: 'read', s: CHAT, profile_id: 'anna', read_number: 4 });
  const kept = async () => (await readCache(database)).world?.chats.get('class')?.readByOthers;
  await vi.waitFor(async () => expect(await kept()).toBe(4));
});

it('deletes what the server has of the files of a message that is deleted before it was sent', async () => {
  const { sync, server } = await openTestSync();
  server.answer({ 'POST /api/files/uploads': { id: 'begun', offset: 0, file: null } });
  const film = new File([new Uint8Array(9 * 1024 * 1024)], 'film.mp4');
  await sync.sendMessage('class', { kind: 'text', body: '', files: [film, new File(['слово'], 'word.txt')] });
  const item = sync.snapshot.outbox.items[0];
  await sync.deleteWaiting(item?.clientId ?? '');
  await vi.waitFor(() =>
    expect(server.done).toContainEqual({ what: 'DELETE /api/files/uploads/begun', body: undefined }),
  );
  const begun = { client_id: item?.files[0]?.id, name: 'film.mp4', size: film.size };
  const begins = server.done.filter(({ what }) => what === 'POST /api/files/uploads');
  expect(new Set(begins.map(({ body }) => JSON.stringify(body)))).toEqual(new Set([JSON.stringify(begun)]));
});

it('takes what has come back by the stream out of what waits', async () => {
  const { sync, socket } = await openTestSync();
  await sync.sendMessage('class', { kind: 'text', body: 'Здравствуйте' });
  const clientId = sync.snapshot.outbox.items[0]?.clientId ?? '';
  expect(sync.waitingCount()).toBe(1);
  socket.receive(
    update(6, { kind: 'message', value: message(4, { client_id: clientId, author_id: misha.id }) }),
  );
  await vi.waitFor(() => expect(sync.snapshot.outbox.items).toEqual([]));
});

it('forgets a chat that is no more ours to see, and what waited for it', async () => {
  const { sync, socket, database } = await openTestSync();
  await sync.sendMessage('class', { kind: 'text', body: 'Здравствуйте' });
  socket.receive({ t: 'unsubscribed', s: CHAT });
  expect(sync.snapshot.world.chats.size).toBe(0);
  await vi.waitFor(() => expect(sync.waitingCount()).toBe(0));
  await vi.waitFor(async () => expect((await readCache(database)).world?.chats.size ?? 0).toBe(0));
});

it('reads all anew where the server’s database is another one', async () => {
  const { server, database, welcome } = await openTestSync();
  const readings = () => server.asked.filter(({ what }) => what === 'GET /api/chats').length;
  const before = readings();
  welcome('second');
  await vi.waitFor(() => expect(readings()).toBe(before + 1));
  await vi.waitFor(async () => expect((await readCache(database)).epoch).toBe('second'));
});

it('hands what happens in calls to whoever follows them, and keeps none of it', async () => {
  const { sync, socket, received } = await openTestSync();
  const followed: string[] = [];
  const stop = sync.follow({
    onStep: (stream, { to }) => followed.push(`${stream} ${to}`),
    onResync: (stream) => followed.push(`${stream} afresh`),
  });
  socket.receive({ t: 'subscribed', s: 'call:lesson', n: 3 });
  socket.receive({ t: 'update', s: 'call:lesson', n: 4, updates: [] });
  stop();
  socket.receive({ t: 'unsubscribed', s: 'call:lesson' });
  expect(followed).toEqual(['call:lesson afresh', 'call:lesson 4']);
  expect(received).toEqual([]);
});

it('passes the updates of notifications on to those who follow them, and keeps them nowhere', async () => {
  const { sync, socket, received, server } = await openTestSync();
  const before = server.asked.length;
  const followed: string[] = [];
  sync.followInbox({
    onStep: (stream, { to }) => followed.push(`${stream} ${to}`),
    onResync: (stream) => followed.push(`${stream} afresh`),
  });
  socket.receive({ t: 'subscribed', s: 'inbox:mine', n: 1 });
  const value = { id: 'mine', unread_count: 1 };
  socket.receive({ t: 'update', s: 'inbox:mine', n: 2, updates: [{ kind: 'inbox', value }] });
  expect(followed).toEqual(['inbox:mine afresh', 'inbox:mine 2']);
  expect(received).toEqual([]);
  expect(server.asked.length).toBe(before);
});
