/** What happens in the streams of calls: who is in one follows it, whichever socket tells of it. */
import { Listening } from './subscription';
import type { Step } from './stream';
import type { EntityUpdate, StreamKey } from './wire';

/** What a follower does with what is heard. */
export interface Follower {
  /** The stream went on by this step. */
  readonly onStep: (stream: StreamKey, step: Step<EntityUpdate>) => void;
  /** What is known of the stream may be out of date, or is no more ours: ask again. */
  readonly onAfresh: (stream: StreamKey) => void;
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
  afresh(stream: StreamKey): void {
    for (const { onAfresh } of this.followers) onAfresh(stream);
  }
}

/** The feed of a guest, who has no messenger: a socket of its own while somebody follows. */
export const guestFeed: Feed = {
  follow: ({ onStep, onAfresh }) => {
    const listening = new Listening('/ws/guest', {
      onStep,
      onAfresh: (streams) => {
        for (const stream of streams) {
          listening.begin(stream);
          onAfresh(stream);
        }
      },
      onGone: onAfresh,
    });
    listening.start();
    return () => listening.stop();
  },
};
