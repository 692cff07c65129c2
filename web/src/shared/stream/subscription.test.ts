import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeSocket } from '../testing/socket';
import { Subscription } from './subscription';
import { CLOSE_CODES, type EntityUpdate, type ServerFrame } from './wire';

const CLASS = 'class:7b';

function lesson(n: number): ServerFrame {
  const value = { id: 'algebra', topic: `${n}` } as unknown as EntityUpdate['value'];
  return { t: 'update', s: CLASS, n, updates: [{ kind: 'tomorrow', value } as unknown as EntityUpdate] };
}

/** Subscribe as a journal account, and start streams at their latest seq. */
function listen(seq?: number) {
  const received: string[] = [];
  const listening = new Subscription('account', {
    onStep: (stream, { from, to }) => received.push(`${stream} ${from}→${to}`),
    onResync: (streams) => {
      received.push(`resync ${streams.join()}`);
      for (const stream of streams) listening.startStream(stream, seq);
    },
    onUnsubscribed: (stream) => received.push(`unsubscribed ${stream}`),
    onPhase: (phase) => received.push(phase),
    onSignedOut: () => received.push('signed out'),
  });
  listening.start();
  const socket = FakeSocket.opened.at(-1);
  if (!socket) throw new Error('nothing was opened');
  socket.onopen?.();
  return { received, listening, socket };
}

beforeEach(() => {
  FakeSocket.opened = [];
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => vi.unstubAllGlobals());

it('names its principal, and asks anew for what it is greeted with', () => {
  const { received, listening, socket } = listen();
  expect(`${socket.url.pathname}${socket.url.search}`).toBe('/ws?as=account');
  expect(socket.sent).toEqual([{ t: 'hello', proto: 2, epoch: null, streams: {} }]);
  socket.receive({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  socket.receive(lesson(5));
  expect(received).toEqual(['connecting', 'greeting', `resync ${CLASS}`, 'online', `${CLASS} 4→5`]);
  listening.stop();
});

it('begins at the seq of what was read, and gives what was received beyond it', () => {
  const { received, listening, socket } = listen(3);
  socket.receive({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  socket.receive(lesson(5));
  expect(received).not.toContain(`${CLASS} 4→5`);
  socket.receive({ t: 'diff', s: CLASS, from: 3, to: 4, updates: [], more: false });
  expect(received.at(-1)).toBe(`${CLASS} 3→5`);
  listening.stop();
});

it('passes on what has no seq, also what only a newer page knows', () => {
  const sent: unknown[] = [];
  const listening = new Subscription('guest', {
    onStep: () => undefined,
    onResync: () => undefined,
    onEphemeral: (frame) => sent.push(frame),
  });
  listening.start();
  const socket = FakeSocket.opened.at(-1) as FakeSocket;
  socket.onopen?.();
  const reactions = [{ participant_id: 'anna', reaction: '👏' }];
  socket.receive({ t: 'reactions', s: 'call:lesson', reactions });
  socket.receive({ t: 'applause', s: 'call:lesson' });
  expect(sent).toEqual([
    { t: 'reactions', s: 'call:lesson', reactions },
    { t: 'applause', s: 'call:lesson' },
  ]);
  listening.stop();
});

it('tells of streams that are reset, that come and that go', () => {
  const { received, listening, socket } = listen();
  socket.receive({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  received.length = 0;
  socket.receive({ t: 'reset', s: CLASS, n: 900 });
  socket.receive(lesson(901));
  socket.receive({ t: 'subscribed', s: 'class:8a', n: 2 });
  socket.receive({ t: 'unsubscribed', s: CLASS });
  expect(received).toEqual([
    `resync ${CLASS}`,
    `${CLASS} 900→901`,
    'resync class:8a',
    `unsubscribed ${CLASS}`,
  ]);
  listening.stop();
});

it('comes back with what it knows after the connection was lost, and stays away once signed out', () => {
  vi.useFakeTimers();
  const { received, listening, socket } = listen();
  socket.receive({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  socket.onclose?.({ code: 1006 });
  vi.advanceTimersByTime(30_000);
  const again = FakeSocket.opened.at(-1);
  expect(again).not.toBe(socket);
  again?.onopen?.();
  expect(again?.sent).toEqual([{ t: 'hello', proto: 2, epoch: 'first', streams: { [CLASS]: 4 } }]);
  again?.onclose?.({ code: CLOSE_CODES.signedOut });
  vi.advanceTimersByTime(120_000);
  expect(received.slice(-1)).toEqual(['signedOut']);
  expect(received).toContain('signed out');
  expect(FakeSocket.opened.at(-1)).toBe(again);
  listening.stop();
  vi.useRealTimers();
});
