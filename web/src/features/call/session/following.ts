/** Follows the call's streams: reads how it stands, and keeps it up to date by what is heard. */
import type { CallPage } from '@/shared/api/schema';
import type { Feed } from '@/shared/sync/feed';
import { applyUpdates } from '@/shared/sync/updates';
import type { Step } from '@/shared/sync/stream';
import type { EntityUpdate, StreamKey } from '@/shared/sync/wire';
import { readCall, readKnocks } from '../api';
import { meOf, type Roster, rosterOf, withKnocks } from '../model/roster';
import { HANDLERS, isCallUpdate } from '../updates';

interface Surroundings {
  readonly onRoster: (roster: Roster) => void;
  /** The call can be read no more. */
  readonly onRefused: (failure: unknown) => void;
}

export class Following {
  roster: Roster;
  private seq: number;
  /** Steps that came while the page was being read. */
  private early: Step<EntityUpdate>[] | undefined;
  private stopFeed: () => void = () => undefined;

  constructor(
    page: CallPage,
    me: string,
    private readonly feed: Feed,
    private readonly around: Surroundings,
  ) {
    this.roster = rosterOf(page, me);
    this.seq = page.seq;
  }

  /** Begin to hear. */
  start(): void {
    const { id, lobby_id } = this.roster.call;
    this.stopFeed = this.feed.follow({
      onStep: (stream, step) => this.hear(stream, step),
      onResync: (stream) => {
        if (stream === `call:${id}`) void this.readAgain();
        if (stream === `lobby:${lobby_id}`) void this.readLobby();
      },
    });
    // The stream may have begun before the answer to joining was here: what it told meanwhile nobody heard.
    void this.readAgain();
    void this.readLobby();
  }

  /** Hear no more. */
  stop(): void {
    this.stopFeed();
  }

  /** Take a page that came with an answer. */
  take(page: CallPage): void {
    if (page.seq < this.seq) return;
    this.seq = page.seq;
    this.change(rosterOf(page, this.roster.me, this.roster));
  }

  /** Read how the call stands, and go on from there. */
  async readAgain(): Promise<void> {
    if (this.early) return;
    this.early = [];
    try {
      this.take(await readCall(this.roster.call.id));
    } catch (failure) {
      this.around.onRefused(failure);
    }
    const early = this.early;
    this.early = undefined;
    for (const step of early) this.apply(step);
  }

  private hear(stream: StreamKey, step: Step<EntityUpdate>): void {
    const { id, lobby_id } = this.roster.call;
    if (stream === `lobby:${lobby_id}`) return this.change(this.after(step));
    if (stream !== `call:${id}`) return;
    if (this.early) this.early.push(step);
    else this.apply(step);
  }

  private apply(step: Step<EntityUpdate>): void {
    if (step.to <= this.seq) return;
    if (step.from > this.seq) return void this.readAgain();
    this.seq = step.to;
    const role = meOf(this.roster)?.role;
    this.change(this.after(step));
    if (meOf(this.roster)?.role === role) return;
    // What one may follows from what one is, and the server alone knows how.
    void this.readAgain();
    void this.readLobby();
  }

  private after(step: Step<EntityUpdate>): Roster {
    return applyUpdates(HANDLERS, this.roster, step.updates.filter(isCallUpdate), step.to);
  }

  private async readLobby(): Promise<void> {
    if (!this.roster.may.admit) return this.change(withKnocks(this.roster, []));
    // Whoever may not let in any more is told by their role; silence is asked again at the next change.
    const waiting = await readKnocks(this.roster.call.id).catch(() => undefined);
    if (waiting) this.change(withKnocks(this.roster, waiting));
  }

  private change(roster: Roster): void {
    this.roster = roster;
    this.around.onRoster(roster);
  }
}
