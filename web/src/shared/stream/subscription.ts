/**
 * A connection for pages that cache nothing: they read what there is, and apply the updates from then on.
 * The same state machine as the messenger's, without its data and its cache.
 */
import type { PrincipalKind } from '@/shared/api/principal';
import { initialConnection, type Phase } from './connection';
import { type OutwardEffect, Socket } from './socket';
import type { Step } from './stream';
import type { EntityUpdate, EphemeralFrame, StreamKey } from './wire';

/** What a page does with the updates. */
export interface SubscriptionHandlers {
  /** A gapless step of a stream that was started. */
  readonly onStep: (stream: StreamKey, step: Step<EntityUpdate>) => void;
  /**
   * What is shown of these streams may be out of date: start each of them, at the seq of what was read or at its
   * latest, and read again what is shown. Called after the first welcome, too.
   */
  readonly onResync: (streams: readonly StreamKey[]) => void;
  /** The page is no longer subscribed to this stream. */
  readonly onUnsubscribed?: (stream: StreamKey) => void;
  /** Something was sent in a stream without a seq. */
  readonly onEphemeral?: (frame: EphemeralFrame) => void;
  readonly onPhase?: (phase: Phase) => void;
  /** The principal is signed out; no more updates follow. */
  readonly onSignedOut?: () => void;
}

export class Subscription {
  private readonly socket: Socket;

  constructor(
    as: Exclude<PrincipalKind, 'profile'>,
    private readonly handlers: SubscriptionHandlers,
  ) {
    this.socket = new Socket(as, initialConnection(null, {}), {
      onEffect: (effect) => this.handle(effect),
      onPhase: ({ phase }) => this.handlers.onPhase?.(phase),
    });
  }

  /** Connect, and stay connected. */
  start(): void {
    this.socket.start();
  }

  /** Disconnect for good. */
  stop(): void {
    this.socket.stop();
  }

  /** Start a stream after the seq of what was read, or after its latest. */
  startStream(stream: StreamKey, seq = this.socket.latestSeqOf(stream)): void {
    this.socket.snapshot(stream, seq);
  }

  private handle(effect: OutwardEffect): void {
    switch (effect.do) {
      case 'apply':
        return this.handlers.onStep(effect.stream, effect.step);
      case 'resync':
        return this.handlers.onResync(effect.streams);
      case 'wipe':
        return this.handlers.onUnsubscribed?.(effect.stream);
      case 'passOn':
        return this.handlers.onEphemeral?.(effect.frame);
      case 'signedOut':
        return this.handlers.onSignedOut?.();
    }
  }
}
