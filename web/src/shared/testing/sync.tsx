/** Миша's messenger in tests: connected to a fake server, which the test plays. */
import type { ReactNode } from 'react';
import { onTestFinished, vi } from 'vitest';
import { readCache } from '@/data/messenger/cache';
import { openDatabase, wipeDatabase } from '@/data/messenger/database';
import { SyncContext } from '@/data/messenger/SyncProvider';
import type { SentKinds } from '@/data/messenger/sent-kinds';
import { Sync } from '@/data/messenger/sync';
import type { ChatView } from '../api/schema';
import type { EntityUpdate } from '../stream/wire';
import { misha } from './chat';
import { fakeServer } from './server';
import { FakeSocket } from './socket';

/** Open the messenger with these chats, each as of its seq. */
export async function openMessenger(chats: readonly ChatView[], kinds: SentKinds = []) {
  FakeSocket.opened = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  await wipeDatabase(misha.id);
  const server = fakeServer({ 'GET /api/chats': { chats, profile_seq: 1 }, 'GET /api/id/links': [] });
  const database = await openDatabase(misha.id);
  const sync = new Sync(database, misha, await readCache(database), kinds, () => undefined);
  onTestFinished(() => {
    sync.stop();
    database.close();
    vi.unstubAllGlobals();
  });
  await sync.start();
  const socket = FakeSocket.opened.at(-1);
  if (!socket) throw new Error('no socket was opened');
  socket.onopen?.();
  const positions = Object.fromEntries(chats.map(({ chat, seq }) => [`chat:${chat.id}`, seq]));
  socket.receive({ t: 'welcome', epoch: 'first', streams: { ...positions, 'profile:misha': 1 } });
  const seqs = new Map(Object.entries({ ...positions, 'profile:misha': 1 }));
  /** Publish an update in a stream. */
  const publish = (stream: string, ...updates: EntityUpdate[]) => {
    const n = (seqs.get(stream) ?? 0) + 1;
    seqs.set(stream, n);
    socket.receive({ t: 'update', s: stream, n, updates });
  };
  /** The connection is lost, and stands again; meanwhile everything that was sent without a seq is missed. */
  const reconnect = () => {
    socket.onclose?.({ code: 1006 });
    window.dispatchEvent(new Event('online'));
    const next = FakeSocket.opened.at(-1);
    next?.onopen?.();
    next?.receive({ t: 'welcome', epoch: 'first', streams: Object.fromEntries(seqs) });
  };
  const around = (part: ReactNode) => <SyncContext value={sync}>{part}</SyncContext>;
  return { sync, server, socket, publish, reconnect, around };
}

/** Give elements a height, so that a virtual list draws its rows. */
export function giveHeight(height: number): void {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(height);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);
}
