/** What happens in the streams of calls: who is in one follows it, whichever socket tells of it. */
import { Subscription } from './subscription';
import type { Step } from './stream';
import type { EntityUpdate, StreamKey } from './wire';

/** What a follower does with what is heard. */
export interface Follower {
  /** The stream went on by this step. */
  readonly onStep: (stream: StreamKey, step: Step<EntityUpdate>) => void;
  /** What is known of the stream may be out of date, or is no more ours: ask again. */
  readonly onResync: (stream: StreamKey) => void;
}

export interface Feed {
  /** Follow until the answer is called. */
  readonly follow: (follower: Follower) => () => void;
}

/** Those who follow one socket. */
export class Followers implements Feed {
  private readonly followers = new Set<Follower>();

  follow = (follower: Follower): (() => void) => {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  };

  /** Tell everybody that a stream went on. */
  step(stream: StreamKey, step: Step<EntityUpdate>): void {
    for (const { onStep } of this.followers) onStep(stream, step);
  }

  /** Tell everybody that a stream must be read again. */
  resync(stream: StreamKey): void {
    for (const { onResync } of this.followers) onResync(stream);
  }
}

/** The feed of a guest, who has no messenger: a socket of its own while somebody follows. */
export const guestFeed: Feed = {
  follow: ({ onStep, onResync }) => {
    const subscription = new Subscription('/ws/guest', {
      onStep,
      onResync: (streams) => {
        for (const stream of streams) {
          subscription.startStream(stream);
          onResync(stream);
        }
      },
      onUnsubscribed: onResync,
    });
    subscription.start();
    return () => subscription.stop();
  },
};
