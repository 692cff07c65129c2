import type { EphemeralFrame, ServerFrame } from '../stream/wire';

/** A fake of the browser's socket; the test plays the server. */
export class FakeSocket {
  static opened: FakeSocket[] = [];
  readonly sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: URL) {
    FakeSocket.opened.push(this);
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {}

  receive<F extends ServerFrame | EphemeralFrame>(frame: F): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}
