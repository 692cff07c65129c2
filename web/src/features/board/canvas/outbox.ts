/** What was drawn here and is not known to be saved: sent in order and at a pace, and again when the server asks. */
import { type Doc, decodeStateVector, getState, parseUpdateMeta } from 'yjs';
import { Pace } from './pace';

interface Part {
  readonly update: Uint8Array;
  /** Our clock after it. */
  readonly clock: number;
}

export class Outbox {
  private parts: Part[] = [];
  private sent = 0;
  private isOpen = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly pace = new Pace();

  constructor(
    private readonly doc: Doc,
    private readonly send: (update: Uint8Array) => void,
  ) {}

  /** Send an update of the drawing in its turn. */
  add(update: Uint8Array): void {
    this.parts.push({ update, clock: getState(this.doc.store, this.doc.clientID) });
    this.sendSome();
  }

  /** Send what the server with this state lacks. */
  answer(state: Uint8Array): void {
    this.forget(decodeStateVector(state).get(this.doc.clientID) ?? 0);
    this.sent = 0;
    this.isOpen = true;
    this.sendSome();
  }

  /** Forget what of this update of the server is ours: it is saved. */
  confirm(update: Uint8Array): void {
    this.forget(parseUpdateMeta(update).to.get(this.doc.clientID) ?? 0);
  }

  /** Send nothing until the server asks. */
  hold(): void {
    this.isOpen = false;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Send the rest at once, and no more. */
  end(): void {
    if (this.isOpen) for (const { update } of this.parts.slice(this.sent)) this.send(update);
    this.hold();
  }

  private sendSome(): void {
    if (!this.isOpen || this.timer !== undefined) return;
    for (let part = this.parts[this.sent]; part; part = this.parts[this.sent]) {
      if (this.pace.pause > 0) {
        this.timer = setTimeout(() => {
          this.timer = undefined;
          this.sendSome();
        }, this.pace.pause);
        return;
      }
      this.sent += 1;
      this.pace.spend(part.update.length);
      this.send(part.update);
    }
  }

  private forget(clock: number): void {
    const left = this.parts.filter((part) => part.clock > clock);
    this.sent = Math.max(0, this.sent - (this.parts.length - left.length));
    this.parts = left;
  }
}
