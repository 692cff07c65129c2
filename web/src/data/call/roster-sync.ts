/** Follows the call's streams: reads the roster and keeps it up to date by updates. */

import type { CallPage } from '@/shared/api/schema';
import type { Feed } from '@/shared/stream/feed';
import type { Step } from '@/shared/stream/stream';
import { applyUpdates } from '@/shared/stream/updates';
import type { EntityUpdate, StreamKey } from '@/shared/stream/wire';
import { isReactions, type SentReaction } from './reactions';
import { readCall, readKnocks } from './read';
import { meOf, type Roster, rosterOf, withKnocks } from './roster';
import { HANDLERS, isCallUpdate } from './updates';

interface Callbacks {
  readonly onRoster: (roster: Roster) => void;
  readonly onReactions: (sent: readonly SentReaction[]) => void;
  /** The call can no longer be read. */
  readonly onRejected: (failure: unknown) => void;
}

export class RosterSync {
  roster: Roster;
  private seq: number;
  /** Steps that arrived while the page was being read. */
  private buffered: Step<EntityUpdate>[] | undefined;
  private stopFeed: () => void = () => undefined;

  constructor(
    page: CallPage,
    me: string,
    private readonly feed: Feed,
    private readonly callbacks: Callbacks,
  ) {
    this.roster = rosterOf(page, me);
    this.seq = page.seq;
  }

  /** Start following. */
  start(): void {
    const { id, lobby_id } = this.roster.call;
    this.stopFeed = this.feed.follow({
      onStep: (stream, step) => this.onStep(stream, step),
      onEphemeral: (frame) => {
        if (isReactions(frame) && frame.s === `call:${id}`) this.callbacks.onReactions(frame.reactions);
      },
      onResync: (stream) => {
        if (stream === `call:${id}`) void this.reload();
        if (stream === `lobby:${lobby_id}`) void this.readLobby();
      },
    });
    // The stream may have started before the answer to joining arrived: read what was missed.
    void this.reload();
    void this.readLobby();
  }

  /** Stop following. */
  stop(): void {
    this.stopFeed();
  }

  /** Apply a page that came with an answer. */
  take(page: CallPage): void {
    if (page.seq < this.seq) return;
    this.seq = page.seq;
    this.change(rosterOf(page, this.roster.me, this.roster));
  }

  /** Read the call again, and continue from there. */
  async reload(): Promise<void> {
    if (this.buffered) return;
    this.buffered = [];
    try {
      this.take(await readCall(this.roster.call.id));
    } catch (failure) {
      this.callbacks.onRejected(failure);
    }
    const buffered = this.buffered;
    this.buffered = undefined;
    for (const step of buffered) this.apply(step);
  }

  private onStep(stream: StreamKey, step: Step<EntityUpdate>): void {
    const { id, lobby_id } = this.roster.call;
    if (stream === `lobby:${lobby_id}`) return this.change(this.after(step));
    if (stream !== `call:${id}`) return;
    if (this.buffered) this.buffered.push(step);
    else this.apply(step);
  }

  private apply(step: Step<EntityUpdate>): void {
    if (step.to <= this.seq) return;
    if (step.from > this.seq) return void this.reload();
    this.seq = step.to;
    const role = meOf(this.roster)?.role;
    this.change(this.after(step));
    if (meOf(this.roster)?.role === role) return;
    // Permissions follow from the role, and only the server computes them.
    void this.reload();
    void this.readLobby();
  }

  private after(step: Step<EntityUpdate>): Roster {
    return applyUpdates(HANDLERS, this.roster, step.updates.filter(isCallUpdate), step.to);
  }

  private async readLobby(): Promise<void> {
    if (!this.roster.may.includes('admit')) return this.change(withKnocks(this.roster, []));
    // Losing the right to admit is announced by the role; a network failure is retried at the next change.
    const waiting = await readKnocks(this.roster.call.id).catch(() => undefined);
    if (waiting) this.change(withKnocks(this.roster, waiting));
  }

  private change(roster: Roster): void {
    this.roster = roster;
    this.callbacks.onRoster(roster);
  }
}
