import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc } from 'yjs';
import { BoardLink, type LinkState } from './link';

const SYNC = 0;

/** The server's board: one drawing, and the sockets of everybody who opened it. */
class FakeBoard {
  readonly doc = new Doc();
  readonly sockets: FakeSocket[] = [];

  constructor() {
    this.doc.on('update', (update: Uint8Array, from: unknown) => {
      for (const socket of this.sockets) if (socket !== from) socket.tell((to) => writeUpdate(to, update));
    });
  }

  /** Close all sockets with this code. */
  cut(code: number): void {
    for (const socket of this.sockets.splice(0)) socket.lose(code);
  }
}

class FakeSocket {
  static readonly OPEN = 1;
  static board: FakeBoard;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: URL) {
    queueMicrotask(() => {
      this.readyState = FakeSocket.OPEN;
      FakeSocket.board.sockets.push(this);
      this.onopen?.();
      this.tell((question) => writeSyncStep1(question, FakeSocket.board.doc));
    });
  }

  send(message: Uint8Array): void {
    const decoder = createDecoder(message);
    if (readVarUint(decoder) !== SYNC) return;
    this.tell((answer) => readSyncMessage(decoder, answer, FakeSocket.board.doc, this));
  }

  close(): void {
    this.readyState = 3;
  }

  tell(write: (to: ReturnType<typeof createEncoder>) => void): void {
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    write(encoder);
    const data = toUint8Array(encoder).slice().buffer;
    if (length(encoder) > 1) this.onmessage?.({ data });
  }

  lose(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.board = new FakeBoard();
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Open the board, and return the states of its connection. */
async function look() {
  const states: LinkState[] = [];
  const link = new BoardLink('board', (state) => states.push(state));
  await vi.advanceTimersByTimeAsync(0);
  return { link, states, drawing: link.doc.getMap<string>('elements') };
}

it('shows what the others draw, and what was drawn before one came', async () => {
  FakeSocket.board.doc.getMap('elements').set('circle', 'Анна');
  const misha = await look();
  const lena = await look();
  misha.drawing.set('line', 'Миша');
  expect(misha.states).toEqual(['connecting', 'online', ...misha.states.slice(2)]);
  expect(lena.drawing.toJSON()).toEqual({ circle: 'Анна', line: 'Миша' });
});

it('comes back after a bad network, with what was drawn meanwhile on both sides', async () => {
  const { drawing, states } = await look();
  FakeSocket.board.cut(1006);
  expect(states.at(-1)).toBe('connecting');
  drawing.set('line', 'Миша');
  FakeSocket.board.doc.getMap('elements').set('circle', 'Анна');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(states.at(-1)).toBe('online');
  expect(drawing.toJSON()).toEqual({ circle: 'Анна', line: 'Миша' });
  expect(FakeSocket.board.doc.getMap('elements').toJSON()).toEqual(drawing.toJSON());
});

it.each([
  [4003, 'refused'],
  [4004, 'closed'],
] as const)('does not ask again when the server closes with %i, and says «%s»', async (code, state) => {
  const { states } = await look();
  FakeSocket.board.cut(code);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(states.at(-1)).toBe(state);
  expect(FakeSocket.board.sockets).toHaveLength(0);
});

it('says nothing of what was still on its way when one hung up', async () => {
  const { link, states } = await look();
  const before = states.length;
  link.end();
  FakeSocket.board.doc.getMap('elements').set('circle', 'Анна');
  expect(states).toHaveLength(before);
});
