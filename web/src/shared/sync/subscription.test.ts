import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PlayedSocket } from '../testing/socket';
import { Subscription } from './subscription';
import { CLOSE_CODES, type EntityUpdate, type ServerFrame } from './wire';

const CLASS = 'class:7b';

function lesson(n: number): ServerFrame {
  const value = { id: 'algebra', topic: `${n}` } as unknown as EntityUpdate['value'];
  return { t: 'put', s: CLASS, n, puts: [{ kind: 'lesson', value } as unknown as EntityUpdate] };
}

/** Listen at the journal's door, and begin whatever is to be read afresh where it is. */
function listen(seq?: number) {
  const heard: string[] = [];
  const listening = new Subscription('/ws/journal', {
    onStep: (stream, { from, to }) => heard.push(`${stream} ${from}→${to}`),
    onResync: (streams) => {
      heard.push(`afresh ${streams.join()}`);
      for (const stream of streams) listening.startStream(stream, seq);
    },
    onUnsubscribed: (stream) => heard.push(`gone ${stream}`),
    onPhase: (phase) => heard.push(phase),
    onSignedOut: () => heard.push('signed out'),
  });
  listening.start();
  const socket = PlayedSocket.opened.at(-1);
  if (!socket) throw new Error('nothing was opened');
  socket.onopen?.();
  return { heard, listening, socket };
}

beforeEach(() => {
  PlayedSocket.opened = [];
  vi.stubGlobal('WebSocket', PlayedSocket);
});
afterEach(() => vi.unstubAllGlobals());

it('goes to its own door, and asks anew for what it is greeted with', () => {
  const { heard, listening, socket } = listen();
  expect(socket.url.pathname).toBe('/ws/journal');
  expect(socket.sent).toEqual([{ t: 'hello', proto: 1, epoch: null, streams: {} }]);
  socket.tell({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  socket.tell(lesson(5));
  expect(heard).toEqual(['connecting', 'greeting', `afresh ${CLASS}`, 'online', `${CLASS} 4→5`]);
  listening.stop();
});

it('begins at the seq of what was read, and gives what was heard beyond it', () => {
  const { heard, listening, socket } = listen(3);
  socket.tell({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  socket.tell(lesson(5));
  expect(heard).not.toContain(`${CLASS} 4→5`);
  socket.tell({ t: 'diff', s: CLASS, from: 3, to: 4, puts: [], more: false });
  expect(heard.at(-1)).toBe(`${CLASS} 3→5`);
  listening.stop();
});

it('tells of streams that are reset, that come and that go', () => {
  const { heard, listening, socket } = listen();
  socket.tell({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  heard.length = 0;
  socket.tell({ t: 'reset', s: CLASS, n: 900 });
  socket.tell(lesson(901));
  socket.tell({ t: 'new', s: 'class:8a', n: 2 });
  socket.tell({ t: 'gone', s: CLASS });
  expect(heard).toEqual([`afresh ${CLASS}`, `${CLASS} 900→901`, 'afresh class:8a', `gone ${CLASS}`]);
  listening.stop();
});

it('comes back with what it knows after the connection was lost, and stays away once signed out', () => {
  vi.useFakeTimers();
  const { heard, listening, socket } = listen();
  socket.tell({ t: 'welcome', epoch: 'first', streams: { [CLASS]: 4 } });
  socket.onclose?.({ code: 1006 });
  vi.advanceTimersByTime(30_000);
  const again = PlayedSocket.opened.at(-1);
  expect(again).not.toBe(socket);
  again?.onopen?.();
  expect(again?.sent).toEqual([{ t: 'hello', proto: 1, epoch: 'first', streams: { [CLASS]: 4 } }]);
  again?.onclose?.({ code: CLOSE_CODES.signedOut });
  vi.advanceTimersByTime(120_000);
  expect(heard.slice(-1)).toEqual(['signedOut']);
  expect(heard).toContain('signed out');
  expect(PlayedSocket.opened.at(-1)).toBe(again);
  listening.stop();
  vi.useRealTimers();
});
