/** Updates of streams that are not cached, whichever socket they come from. */

import type { Step } from './stream';
import type { EntityUpdate, EphemeralFrame, StreamKey } from './wire';

/** What a page does with the updates. */
export interface Follower {
  /** A step of the stream. */
  readonly onStep: (stream: StreamKey, step: Step<EntityUpdate>) => void;
  /** What is known of the stream may be out of date, or the subscription has ended: read again. */
  readonly onResync: (stream: StreamKey) => void;
  /** Something was sent in a stream without a seq. */
  readonly onEphemeral?: (frame: EphemeralFrame) => void;
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

  /** Pass on what was sent in a stream without a seq. */
  passOn(frame: EphemeralFrame): void {
    for (const { onEphemeral } of this.followers) onEphemeral?.(frame);
  }

  /** Make all followers read the stream again. */
  resync(stream: StreamKey): void {
    for (const { onResync } of this.followers) onResync(stream);
  }
}
