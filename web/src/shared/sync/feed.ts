/** Updates of streams that are not cached (calls, notifications), whichever socket they come from. */

import type { Step } from './stream';
import { Subscription } from './subscription';
import type { EntityUpdate, SentReaction, StreamKey } from './wire';

/** What a page does with the updates. */
export interface Follower {
  /** A step of the stream. */
  readonly onStep: (stream: StreamKey, step: Step<EntityUpdate>) => void;
  /** What is known of the stream may be out of date, or the subscription has ended: read again. */
  readonly onResync: (stream: StreamKey) => void;
  /** Reactions were sent in the call of this stream. */
  readonly onReactions?: (stream: StreamKey, reactions: readonly SentReaction[]) => void;
}

export interface Feed {
  /** Follow until the returned function is called. */
  readonly follow: (follower: Follower) => () => void;
}

/** The followers of one socket. */
export class Followers implements Feed {
  private readonly followers = new Set<Follower>();

  follow = (follower: Follower): (() => void) => {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  };

  /** Pass a step on to all followers. */
  step(stream: StreamKey, step: Step<EntityUpdate>): void {
    for (const { onStep } of this.followers) onStep(stream, step);
  }

  /** Pass reactions on to all followers. */
  react(stream: StreamKey, reactions: readonly SentReaction[]): void {
    for (const { onReactions } of this.followers) onReactions?.(stream, reactions);
  }

  /** Make all followers read the stream again. */
  resync(stream: StreamKey): void {
    for (const { onResync } of this.followers) onResync(stream);
  }
}

/** The feed of a guest, who has no messenger: a socket of its own while it is followed. */
export const guestFeed: Feed = {
  follow: ({ onStep, onResync, onReactions }) => {
    const subscription = new Subscription('guest', {
      onStep,
      onResync: (streams) => {
        for (const stream of streams) {
          subscription.startStream(stream);
          onResync(stream);
        }
      },
      onUnsubscribed: onResync,
      ...(onReactions ? { onReactions } : {}),
    });
    subscription.start();
    return () => subscription.stop();
  },
};
