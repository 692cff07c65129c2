/** A tab's messenger in tests: Миша's, with the class chat. */
import { afterEach, beforeEach, onTestFinished, vi } from 'vitest';
import { resetReports } from '@/shared/api/failure-report';
import { message, misha, view } from '@/shared/testing/chat';
import { fakeServer } from '@/shared/testing/server';
import { FakeSocket } from '@/shared/testing/socket';
import { readCache } from './cache';
import { openDatabase, wipeDatabase } from './database';
import type { SentKind } from './sent-kinds';
import { Sync } from './sync';
import type { ReceivedUpdates } from './update-processor';

/** The stream of the class chat. */
export const CHAT = 'chat:class';

/** A kind whose messages the server never answers. */
const text: SentKind<string> = {
  name: 'text',
  send: async () => undefined,
  look: (words) => ({ text: words }),
};

/** Open Миша's messenger: the class chat with three messages, connected. */
export async function openTestSync() {
  const first = view(5, message(3));
  const server = fakeServer({
    'GET /api/chats': { chats: [first], profile_seq: 2 },
    'GET /api/chats/class': first,
  });
  const database = await openDatabase(misha.id);
  const onSignedOut = vi.fn();
  const sync = new Sync(database, misha, await readCache(database), [text], onSignedOut);
  onTestFinished(() => {
    sync.stop();
    database.close();
  });
  const received: ReceivedUpdates[] = [];
  sync.onUpdates((one) => received.push(one));
  await sync.start();
  const socket = FakeSocket.opened.at(-1);
  if (!socket) throw new Error('nothing was opened');
  socket.onopen?.();
  const welcome = (epoch: string) =>
    socket.receive({ t: 'welcome', epoch, streams: { 'profile:misha': 2, [CHAT]: 5 } });
  welcome('first');
  return { sync, server, database, socket, received, onSignedOut, welcome };
}

/** Begin each test without sockets and without what the last one has stored. */
export function beginWithoutSockets(): void {
  beforeEach(async () => {
    FakeSocket.opened = [];
    resetReports();
    vi.stubGlobal('WebSocket', FakeSocket);
    await wipeDatabase(misha.id);
  });
  afterEach(() => vi.unstubAllGlobals());
}
