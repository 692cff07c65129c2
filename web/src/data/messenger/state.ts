/** The state of one tab as an observable snapshot, and the queue of its database writes. */
import type { ProfileRead } from '@/shared/api/schema';
import type { CachedState } from './cache';
import type { Database } from './database';
import { lastNumber } from './known-chat';
import { arrived, type Snapshot } from './snapshot';
import { emptyWorld, type World } from './world';

export class State {
  private current: Snapshot;
  private readonly listeners = new Set<() => void>();
  private isClosed = false;
  /** Database writes, one after the other: a step needs the one before it. */
  private writes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    me: ProfileRead,
    cached: CachedState,
    /** Called with the client ids that have arrived through the stream. */
    private readonly onArrived: (clientIds: readonly string[]) => void,
  ) {
    this.current = {
      world: cached.world ? { ...cached.world, me } : emptyWorld(me),
      phase: 'waiting',
      connections: 0,
      outbox: { items: [], inFlight: new Set(), progress: {}, blobs: new Map(), sent: new Map(), kinds: [] },
      localReadNumbers: new Map(),
      localDrafts: new Map(),
      composing: new Map(),
      typing: new Map(),
      mutesEnded: 0,
      listFailure: undefined,
    };
  }

  /** The current snapshot. A new object whenever something changed. */
  get snapshot(): Snapshot {
    return this.current;
  }

  /** Call back whenever the snapshot changes. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Change the world. */
  changeWorld(change: (world: World) => World): void {
    const world = change(this.current.world);
    if (world !== this.current.world) this.change({ world });
  }

  /** Change parts of the snapshot, and report messages of the outbox that have arrived by it. */
  change(part: Partial<Snapshot>): void {
    const before = this.current;
    this.current = { ...before, ...part };
    for (const listener of this.listeners) listener();
    const gone = this.arrivedSince(before);
    if (gone.length > 0) this.onArrived(gone);
  }

  /** Only chats that changed and have something waiting are looked at. */
  private arrivedSince({ world, outbox }: Snapshot): readonly string[] {
    const { items } = this.current.outbox;
    const waiting = new Set(items.map(({ chatId }) => chatId));
    return [...waiting].flatMap((chatId) => {
      const chat = this.current.world.chats.get(chatId);
      const isSame = chat === world.chats.get(chatId) && items === outbox.items;
      return chat && !isSame ? arrived(chat, items, lastNumber(chat)) : [];
    });
  }

  /** Write to the database after all earlier writes. What cannot be stored is read again next time. */
  persist(write: (database: Database) => Promise<void>): Promise<void> {
    const written = this.writes
      .then(() => (this.isClosed ? undefined : write(this.database)))
      .catch(() => undefined);
    this.writes = written;
    return written;
  }

  /** Start no more writes. Resolves once the last of them has ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.writes;
  }
}
