/** The board's own connection to the server: Yjs over a WebSocket, with reconnects; beside it texts in JSON. */

import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import {
  messageYjsSyncStep1,
  messageYjsSyncStep2,
  messageYjsUpdate,
  writeSyncStep1,
  writeUpdate,
} from 'y-protocols/sync';
import { applyUpdate, Doc } from 'yjs';
import { type PrincipalKind, socketAddress } from '@/shared/api/principal';
import { localNow } from '@/shared/clock';
import { Outbox } from './outbox';
import type { Pointer } from './pointers';
import { type Copy, readText } from './texts';
import type { BoardView } from './view';

const SYNC = 0;
/** The server's close codes. A message that is too large is closed by the protocol itself. */
const CLOSED = { signedOut: 4001, refused: 4003, noAccess: 4005, tooLarge: 1009 } as const;
const FIRST_PAUSE = 500;
const MAX_PAUSE = 10_000;
const POINTER_PAUSE = 50;
const VIEW_PAUSE = 100;

export type LinkState = 'connecting' | 'online' | 'refused' | 'closed';

/** What the server tells. */
export interface LinkListener {
  /** The state of the connection; when refused, why. */
  onState: (state: LinkState, reason?: string) => void;
  /** Elements that this person drew: all of them, or more. */
  onOwn: (ids: readonly string[], isAll: boolean) => void;
  onPointer: (id: string, pointer: Pointer | undefined) => void;
  /** What was drawn before has come, for the first time. */
  onOpened: () => void;
  /** Where somebody looks who leads. */
  onView: (view: BoardView) => void;
  /** Earlier drawings, to which a leader can return. */
  onCopies: (copies: readonly Copy[]) => void;
}

/** A drawing shared by everybody who opened it, eventually consistent. */
export class BoardLink {
  readonly doc = new Doc();
  private readonly outbox = new Outbox(this.doc, (update) =>
    this.send((encoder) => writeUpdate(encoder, update)),
  );
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = FIRST_PAUSE;
  private reason: string | undefined;
  private pointedAt = 0;
  private lookedAt: BoardView | undefined;
  private lookTimer: ReturnType<typeof setTimeout> | undefined;
  private isOpened = false;
  private isClosed = false;

  constructor(
    private readonly boardId: string,
    private readonly as: PrincipalKind,
    private readonly listener: LinkListener,
  ) {
    this.doc.on('update', this.sendUpdate);
    window.addEventListener('online', this.connectNow);
    this.connect();
  }

  /** Disconnect for good. */
  end(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    clearTimeout(this.lookTimer);
    window.removeEventListener('online', this.connectNow);
    this.outbox.end();
    this.doc.destroy();
    this.socket?.close();
  }

  /** Show the others where this person points; a few times a second. */
  point(x: number, y: number): void {
    if (localNow() - this.pointedAt < POINTER_PAUSE) return;
    this.pointedAt = localNow();
    this.say({ t: 'pointer', x, y });
  }

  /** Tell the others where this person looks, who leads; a few times a second. */
  look(view: BoardView): void {
    this.lookedAt = view;
    this.lookTimer ??= setTimeout(() => {
      this.lookTimer = undefined;
      if (this.lookedAt) this.say({ t: 'view', ...this.lookedAt });
    }, VIEW_PAUSE);
  }

  /** Return to a copy. */
  returnTo(copy: string): void {
    this.say({ t: 'return', copy });
  }

  private connect(): void {
    this.listener.onState('connecting');
    const socket = new WebSocket(socketAddress(`/api/boards/${this.boardId}/socket`, this.as));
    this.socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      // Messages that arrive after disconnecting are ignored.
      if (this.isClosed) return;
      if (typeof data === 'string') this.onText(data);
      else this.onMessage(new Uint8Array(data));
    };
    socket.onclose = ({ code }) => this.lose(code);
  }

  private onMessage(message: Uint8Array): void {
    const decoder = createDecoder(message);
    readVarUint(decoder);
    const kind = readVarUint(decoder);
    const content = readVarUint8Array(decoder);
    if (kind === messageYjsSyncStep1) this.outbox.answer(content);
    else applyUpdate(this.doc, content, this);
    if (kind === messageYjsUpdate) this.outbox.confirm(content);
    this.pause = FIRST_PAUSE;
    this.listener.onState('online');
    if (kind === messageYjsSyncStep2 && !this.isOpened) {
      this.isOpened = true;
      this.listener.onOpened();
    }
  }

  private onText(data: string): void {
    const text = readText(data);
    if (text?.t === 'ready') this.send((encoder) => writeSyncStep1(encoder, this.doc));
    else if (text?.t === 'waiting') this.wait();
    else if (text?.t === 'own') this.listener.onOwn(text.ids, text.is_all);
    else if (text?.t === 'copies') this.listener.onCopies(text.copies);
    else if (text?.t === 'pointer') this.listener.onPointer(text.id, text);
    else if (text?.t === 'view') this.listener.onView(text);
    else if (text?.t === 'pointer_gone') this.listener.onPointer(text.id, undefined);
    else if (text?.t === 'refused') this.reason = text.reason;
    else if (text?.t === 'retry') this.pause = text.after * 1000;
  }

  /** Keep what is drawn until the server asks for it. */
  private wait(): void {
    this.outbox.hold();
    this.listener.onState('connecting');
  }

  private lose(code: number): void {
    this.socket = undefined;
    this.outbox.hold();
    if (this.isClosed) return;
    if (code === CLOSED.refused || code === CLOSED.tooLarge) {
      this.listener.onState('refused', this.reason ?? 'too_long');
      return;
    }
    if (code === CLOSED.noAccess || code === CLOSED.signedOut) {
      this.listener.onState('closed');
      return;
    }
    this.listener.onState('connecting');
    this.timer = setTimeout(() => this.connect(), this.pause * (1 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, MAX_PAUSE);
  }

  private connectNow = (): void => {
    if (this.socket || this.isClosed) return;
    clearTimeout(this.timer);
    this.connect();
  };

  private sendUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.outbox.add(update);
  };

  private send(write: (encoder: ReturnType<typeof createEncoder>) => void): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    write(encoder);
    this.socket.send(toUint8Array(encoder));
  }

  private say(text: Readonly<Record<string, unknown>>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(text));
  }
}
