/**
 * A connection for pages that keep nothing: they ask the server what there is, and hear what changes from then on.
 * The same machine as the messenger's, without its world and its cache.
 */
import { type Phase, initialConnection } from './connection';
import { type SocketPath, type OutwardEffect, Socket } from './socket';
import type { Step } from './stream';
import type { EntityUpdate, StreamKey } from './wire';

/** What a page does with what it hears. */
export interface SubscriptionHandlers {
  /** The stream went on by this step, without a gap since it was begun. */
  readonly onStep: (stream: StreamKey, step: Step<EntityUpdate>) => void;
  /**
   * What is shown of these streams may be out of date: begin each of them, at the seq of what was read or where it is
   * now, and ask again for what is shown. Comes at the first greeting, too.
   */
  readonly onResync: (streams: readonly StreamKey[]) => void;
  /** This is no more ours to hear. */
  readonly onUnsubscribed?: (stream: StreamKey) => void;
  readonly onPhase?: (phase: Phase) => void;
  /** Whoever the page stood for is signed out; nothing comes any more. */
  readonly onSignedOut?: () => void;
}

export class Subscription {
  private readonly socket: Socket;

  constructor(
    path: Exclude<SocketPath, '/ws'>,
    private readonly handlers: SubscriptionHandlers,
  ) {
    this.socket = new Socket(path, initialConnection(null, {}), {
      onEffect: (effect) => this.handle(effect),
      onPhase: ({ phase }) => this.handlers.onPhase?.(phase),
    });
  }

  /** Connect, and stay connected. */
  start(): void {
    this.socket.start();
  }

  /** Hang up for good. */
  stop(): void {
    this.socket.stop();
  }

  /** Hear a stream from here on: after the seq of what was read, or after where it is now. */
  startStream(stream: StreamKey, seq = this.socket.latestSeqOf(stream)): void {
    this.socket.snapshot(stream, seq);
  }

  private handle(effect: OutwardEffect): void {
    switch (effect.do) {
      case 'apply':
        return this.handlers.onStep(effect.stream, effect.step);
      case 'readAfresh':
        return this.handlers.onResync(effect.streams);
      case 'wipe':
        return this.handlers.onUnsubscribed?.(effect.stream);
      case 'signedOut':
        return this.handlers.onSignedOut?.();
    }
  }
}
