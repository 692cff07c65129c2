import type { SentReaction } from '@/data/call/reactions';
import { localNow } from '@/shared/clock';
import { SHOWN_MS, type ShownReaction, stillShown, withSent } from '../model/reactions';

/** Screen readers are told together what was sent within this time. */
const GATHERED_MS = 2_000;
const REMEMBERED = 'parta.call.reactions';

interface Callbacks {
  readonly onShown: (reactions: readonly ShownReaction[]) => void;
  readonly onGathered: (sent: readonly SentReaction[]) => void;
}

/** Shows reactions for a moment, and gathers them to be announced. */
export class Reactions {
  private shown: readonly ShownReaction[] = [];
  private gathered: readonly SentReaction[] = [];
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(private readonly callbacks: Callbacks) {}

  /** Show what was sent. */
  take(sent: readonly SentReaction[]): void {
    this.show(withSent(this.shown, sent, localNow()));
    this.after(SHOWN_MS, () => this.show(stillShown(this.shown, localNow())));
    if (this.gathered.length === 0) this.after(GATHERED_MS, () => this.tell());
    this.gathered = [...this.gathered, ...sent];
  }

  /** Show nothing more of what was sent. */
  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.gathered = [];
    this.show([]);
  }

  private tell(): void {
    const sent = this.gathered;
    this.gathered = [];
    this.callbacks.onGathered(sent);
  }

  private show(reactions: readonly ShownReaction[]): void {
    this.shown = reactions;
    this.callbacks.onShown(reactions);
  }

  private after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }
}

/** True if this person wants to see reactions; stored in this browser. */
export function wantsReactions(): boolean {
  try {
    return localStorage.getItem(REMEMBERED) !== 'hidden';
  } catch {
    return true;
  }
}

/** Store whether this person wants to see reactions. */
export function saveWantsReactions(isWanted: boolean): void {
  try {
    localStorage.setItem(REMEMBERED, isWanted ? 'shown' : 'hidden');
  } catch {
    // The disk is full: the choice lasts for this call.
  }
}
