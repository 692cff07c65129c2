/** The board's own connection to the server: Yjs over a WebSocket, with reconnects. */
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc } from 'yjs';

const SYNC = 0;
const POINTERS = 1;
/** The server's close codes. */
const CLOSED = { refused: 4003, notYours: 4004 } as const;
const FIRST_PAUSE = 500;
const MAX_PAUSE = 10_000;

export type LinkState = 'connecting' | 'online' | 'refused' | 'closed';

/** A drawing shared by everybody who opened it, eventually consistent. */
export class BoardLink {
  readonly doc = new Doc();
  readonly pointers = new Awareness(this.doc);
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = FIRST_PAUSE;
  private isClosed = false;

  constructor(
    private readonly boardId: string,
    private readonly onState: (state: LinkState) => void,
  ) {
    this.doc.on('update', this.sendUpdate);
    this.pointers.on('update', this.sendPointers);
    window.addEventListener('online', this.connectNow);
    this.connect();
  }

  /** Disconnect for good. */
  end(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    window.removeEventListener('online', this.connectNow);
    this.pointers.destroy();
    this.doc.destroy();
    this.socket?.close();
  }

  private connect(): void {
    this.onState('connecting');
    const address = new URL(`/api/boards/${this.boardId}/socket`, location.href.replace(/^http/, 'ws'));
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.pause = FIRST_PAUSE;
      this.send(SYNC, (encoder) => writeSyncStep1(encoder, this.doc));
      if (this.pointers.getLocalState()) this.sendOwnPointer();
    };
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.onMessage(new Uint8Array(data));
    socket.onclose = ({ code }) => this.lose(code);
  }

  private onMessage(message: Uint8Array): void {
    // Messages that arrive after disconnecting are ignored.
    if (this.isClosed) return;
    const decoder = createDecoder(message);
    if (readVarUint(decoder) === POINTERS) {
      applyAwarenessUpdate(this.pointers, readVarUint8Array(decoder), this);
      return;
    }
    const answer = createEncoder();
    writeVarUint(answer, SYNC);
    readSyncMessage(decoder, answer, this.doc, this);
    if (length(answer) > 1) this.socket?.send(toUint8Array(answer));
    this.onState('online');
  }

  private lose(code: number): void {
    this.socket = undefined;
    if (this.isClosed) return;
    if (code === CLOSED.notYours || code === CLOSED.refused) {
      this.onState(code === CLOSED.refused ? 'refused' : 'closed');
      return;
    }
    this.onState('connecting');
    this.timer = setTimeout(() => this.connect(), this.pause * (0.5 + Math.random()));
    this.pause = Math.min(this.pause * 2, MAX_PAUSE);
  }

  private connectNow = (): void => {
    if (this.socket || this.isClosed) return;
    clearTimeout(this.timer);
    this.connect();
  };

  private sendUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.send(SYNC, (encoder) => writeUpdate(encoder, update));
  };

  private sendPointers = (_changed: unknown, origin: unknown): void => {
    if (origin === 'local') this.sendOwnPointer();
  };

  private sendOwnPointer(): void {
    const own = encodeAwarenessUpdate(this.pointers, [this.doc.clientID]);
    this.send(POINTERS, (encoder) => writeVarUint8Array(encoder, own));
  }

  private send(kind: number, write: (encoder: ReturnType<typeof createEncoder>) => void): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const encoder = createEncoder();
    writeVarUint(encoder, kind);
    write(encoder);
    this.socket.send(toUint8Array(encoder));
  }
}
