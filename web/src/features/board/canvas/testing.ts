/** The server's board in tests. */
import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc } from 'yjs';

const SYNC = 0;

/** One drawing, and the sockets of everybody who opened it. */
export class FakeBoard {
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

/** The socket of somebody who opened it. */
export class FakeSocket {
  static readonly OPEN = 1;
  static board: FakeBoard;
  readyState = 0;
  onmessage: ((event: { data: ArrayBuffer | string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: URL) {
    queueMicrotask(() => {
      this.readyState = FakeSocket.OPEN;
      FakeSocket.board.sockets.push(this);
      this.say({ t: 'ready' });
      this.tell((question) => writeSyncStep1(question, FakeSocket.board.doc));
    });
  }

  readonly heard: unknown[] = [];
  /** Of the messages of Yjs. */
  readonly sizes: number[] = [];

  send(message: Uint8Array | string): void {
    if (typeof message === 'string') {
      this.heard.push(JSON.parse(message));
      return;
    }
    this.sizes.push(message.length);
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

  say(text: object): void {
    this.onmessage?.({ data: JSON.stringify(text) });
  }

  lose(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}
