import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc } from 'yjs';
import { BoardLink, type LinkState } from './link';

const SYNC = 0;

/** The server's board: one drawing, and the sockets of all who look at it. */
class PlayedBoard {
  readonly doc = new Doc();
  readonly sockets: PlayedSocket[] = [];

  constructor() {
    this.doc.on('update', (update: Uint8Array, from: unknown) => {
      for (const socket of this.sockets) if (socket !== from) socket.tell((to) => writeUpdate(to, update));
    });
  }

  /** Lose everybody, with this close code. */
  cut(code: number): void {
    for (const socket of this.sockets.splice(0)) socket.lose(code);
  }
}

class PlayedSocket {
  static readonly OPEN = 1;
  static board: PlayedBoard;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: URL) {
    queueMicrotask(() => {
      this.readyState = PlayedSocket.OPEN;
      PlayedSocket.board.sockets.push(this);
      this.onopen?.();
      this.tell((question) => writeSyncStep1(question, PlayedSocket.board.doc));
    });
  }

  send(message: Uint8Array): void {
    const decoder = createDecoder(message);
    if (readVarUint(decoder) !== SYNC) return;
    this.tell((answer) => readSyncMessage(decoder, answer, PlayedSocket.board.doc, this));
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
  PlayedSocket.board = new PlayedBoard();
  vi.stubGlobal('WebSocket', PlayedSocket);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Look at the board, and give what is heard of the line to it. */
async function look() {
  const heard: LinkState[] = [];
  const link = new BoardLink('board', (state) => heard.push(state));
  await vi.advanceTimersByTimeAsync(0);
  return { link, heard, drawing: link.doc.getMap<string>('elements') };
}

it('shows what the others draw, and what was drawn before one came', async () => {
  PlayedSocket.board.doc.getMap('elements').set('circle', 'Анна');
  const misha = await look();
  const lena = await look();
  misha.drawing.set('line', 'Миша');
  expect(misha.heard).toEqual(['connecting', 'online', ...misha.heard.slice(2)]);
  expect(lena.drawing.toJSON()).toEqual({ circle: 'Анна', line: 'Миша' });
});

it('comes back after a bad network, with what was drawn meanwhile on both sides', async () => {
  const { drawing, heard } = await look();
  PlayedSocket.board.cut(1006);
  expect(heard.at(-1)).toBe('connecting');
  drawing.set('line', 'Миша');
  PlayedSocket.board.doc.getMap('elements').set('circle', 'Анна');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard.at(-1)).toBe('online');
  expect(drawing.toJSON()).toEqual({ circle: 'Анна', line: 'Миша' });
  expect(PlayedSocket.board.doc.getMap('elements').toJSON()).toEqual(drawing.toJSON());
});

it.each([
  [4003, 'refused'],
  [4004, 'closed'],
] as const)('does not ask again when the server closes with %i, and says «%s»', async (code, state) => {
  const { heard } = await look();
  PlayedSocket.board.cut(code);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard.at(-1)).toBe(state);
  expect(PlayedSocket.board.sockets).toHaveLength(0);
});

it('says nothing of what was still on its way when one hung up', async () => {
  const { link, heard } = await look();
  const before = heard.length;
  link.end();
  PlayedSocket.board.doc.getMap('elements').set('circle', 'Анна');
  expect(heard).toHaveLength(before);
});
