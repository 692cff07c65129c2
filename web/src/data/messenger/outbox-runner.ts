import { StorageFullError, StorageLostError } from '@/shared/api/errors';
import { newId } from '@/shared/api/ids';
import { localNow } from '@/shared/clock';
import { electLeader } from '@/shared/stream/leader';
import { DATABASE_VERSION, type Database } from './database';
import type { Delivery } from './deliver';
import {
  afterAttempt,
  afterOutcome,
  clearBackoffs,
  initialSendState,
  inOrder,
  markInFlight,
  nextRetryAt,
  nextToSend,
  type OutboxItem,
  type Outcome,
  requeue,
} from './outbox';
import { type Draft, itemOf } from './outbox-item';
import { restOf } from './refused-part';
import { type SentFile, withSent } from './sent-files';
import type { SentKinds } from './sent-kinds';
import type { Progress, TabMessage, Tabs } from './tabs';

/** The state of the outbox for the interface. */
export interface OutboxView {
  readonly items: readonly OutboxItem[];
  readonly inFlight: ReadonlySet<string>;
  readonly progress: Progress;
  /** The bytes of files that are not uploaded yet. */
  readonly blobs: ReadonlyMap<string, Blob>;
  /** The files that this tab has sent, by the server's ids. */
  readonly sent: ReadonlyMap<string, SentFile>;
  readonly kinds: SentKinds;
}

interface Dependencies {
  readonly kinds: SentKinds;
  readonly database: Database;
  readonly profileId: string;
  readonly tabs: Pick<Tabs, 'post'>;
  readonly deliver: (item: OutboxItem, delivery: Delivery) => Promise<Outcome>;
  readonly onChange: (view: OutboxView) => void;
}

/** The outbox of one person in one tab: stores messages before the first attempt, and sends while it leads. */
export class OutboxRunner {
  private items: readonly OutboxItem[] = [];
  private sendState = initialSendState;
  private progress: Progress = {};
  private blobs: ReadonlyMap<string, Blob> = new Map();
  private sent: ReadonlyMap<string, SentFile> = new Map();
  /** What the leading tab is sending, while this one does not lead. */
  private inFlightElsewhere: ReadonlySet<string> = new Set();
  private isLeading = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private stopLeading = () => {};

  constructor(private readonly deps: Dependencies) {}

  /** Load the outbox, and send it while this tab leads. */
  async start(): Promise<void> {
    await this.reload();
    this.stopLeading = electLeader({
      // A tab of another version has its database closed by the upgrade: it must not lead this one.
      name: `outbox.${DATABASE_VERSION}.${this.deps.profileId}`,
      hasWork: () => this.items.some(({ state }) => state === 'queued'),
      onChange: (isLeading) => {
        this.isLeading = isLeading;
        if (isLeading) void this.reload();
      },
    });
  }

  /** Stop sending. Running requests may still succeed. */
  stop(): void {
    clearTimeout(this.retryTimer);
    this.isLeading = false;
    this.stopLeading();
  }

  /** Store a message with its files, to be sent in order. Resolves once closing the tab cannot lose it. */
  async add(chatId: string, draft: Draft): Promise<void> {
    const files = (draft.files ?? []).map((blob) => ({ id: newId(), blob }));
    const item = itemOf(chatId, draft, files);
    try {
      const rows = this.deps.database.transaction(['outbox', 'files'], 'readwrite', {
        durability: 'strict',
      });
      for (const file of files) void rows.objectStore('files').put(file);
      void rows.objectStore('outbox').add(item);
      await rows.done;
    } catch (failure) {
      const isFull = failure instanceof DOMException && failure.name === 'QuotaExceededError';
      throw new (isFull ? StorageFullError : StorageLostError)('', { cause: failure });
    }
    if (draft.edits !== undefined) await this.remove(this.supersededBy(item.clientId, draft.edits));
    await this.changed();
  }

  /** Queue a failed message again. */
  async retry(clientId: string): Promise<void> {
    await this.rewrite(clientId, requeue);
    await this.changed();
  }

  /** Take the refused part off a message, and queue the rest again; what had nothing else is removed. */
  async sendRest(clientId: string): Promise<void> {
    const item = this.items.find((waiting) => waiting.clientId === clientId);
    const rest = item && restOf(this.deps.kinds, item);
    if (!rest) return this.remove([clientId]);
    await this.rewrite(clientId, () => rest);
    await this.deps.database.delete('files', item.refusedPart ?? '');
    await this.changed();
  }

  /** Remove messages: they were deleted, or have arrived through the stream. */
  async remove(clientIds: Iterable<string>): Promise<void> {
    const known = [...clientIds].filter((id) => this.items.some(({ clientId }) => clientId === id));
    if (known.length === 0) return;
    const rows = this.deps.database.transaction(['outbox', 'files'], 'readwrite');
    for (const clientId of known) {
      const cursor = await rows.objectStore('outbox').index('clientId').openCursor(clientId);
      for (const file of cursor?.value.files ?? []) await rows.objectStore('files').delete(file.id);
      await cursor?.delete();
    }
    await rows.done;
    await this.changed();
  }

  /** The network is back: send at once what waits after a network error. */
  wake(): void {
    this.sendState = clearBackoffs(this.sendState);
    this.sendNext();
  }

  /** Process a message of another tab about the outbox. */
  onTabMessage(message: Extract<TabMessage, { type: 'outbox' | 'sending' }>): void {
    if (message.type === 'outbox') void this.reload();
    else if (!this.isLeading) {
      this.inFlightElsewhere = new Set(message.clientIds);
      this.progress = message.progress;
      this.publish();
    }
  }

  /** Earlier edits of the same message that are not on their way. */
  private supersededBy(clientId: string, edits: string): readonly string[] {
    const { inFlight } = this.view();
    return this.items
      .filter((item) => item.edits === edits && item.clientId !== clientId && !inFlight.has(item.clientId))
      .map((item) => item.clientId);
  }

  private async changed(): Promise<void> {
    this.deps.tabs.post({ type: 'outbox' });
    await this.reload();
  }

  private async reload(): Promise<void> {
    const rows = this.deps.database.transaction(['outbox', 'files'], 'readonly');
    const [positions, items, files] = await Promise.all([
      rows.objectStore('outbox').getAllKeys(),
      rows.objectStore('outbox').getAll(),
      rows.objectStore('files').getAll(),
    ]);
    // The same bytes stay the same object: what is drawn of them is not drawn anew.
    this.blobs = new Map(files.map(({ id, blob }) => [id, this.blobs.get(id) ?? blob]));
    this.items = inOrder(items.map((item, at) => ({ ...item, order: positions[at] ?? 0 })));
    for (const item of this.items) this.sent = withSent(this.sent, item.files, this.blobs);
    this.publish();
    this.sendNext();
  }

  private sendNext(): void {
    if (!this.isLeading) return;
    for (const item of nextToSend(this.items, this.sendState, localNow())) void this.send(item);
    clearTimeout(this.retryTimer);
    const retryAt = nextRetryAt(this.items, this.sendState);
    if (retryAt === undefined) return;
    this.retryTimer = setTimeout(() => this.sendNext(), Math.max(0, retryAt - localNow()) + 10);
  }

  private async send(item: OutboxItem): Promise<void> {
    this.sendState = markInFlight(this.sendState, item);
    this.announceSending();
    const outcome = await this.deps.deliver(item, {
      onProgress: (fileId, part) => {
        this.progress = { ...this.progress, [fileId]: part };
        this.announceSending();
      },
      // All tabs know the file by the server's id before its message can arrive.
      onUploaded: () => this.changed().catch(() => undefined),
    });
    const known = await this.remember(item, outcome);
    this.sendState = afterAttempt(this.sendState, item, known, localNow(), Math.random());
    const sentFiles = new Set(item.files.map(({ id }) => id));
    this.progress = Object.fromEntries(Object.entries(this.progress).filter(([id]) => !sentFiles.has(id)));
    this.announceSending();
    // Where the storage is lost, the page is loaded anew.
    await this.changed().catch(() => undefined);
  }

  /** Store an outcome, and return it; what could not be stored is sent again, which does no harm. */
  private async remember(item: OutboxItem, outcome: Outcome): Promise<Outcome> {
    if (outcome.came === 'silence') return outcome;
    return this.rewrite(item.clientId, (stored) => afterOutcome(stored, outcome)).then(
      () => outcome,
      () => ({ came: 'silence', retryAfterMs: undefined }),
    );
  }

  private async rewrite(clientId: string, change: (item: OutboxItem) => OutboxItem): Promise<void> {
    const rows = this.deps.database.transaction('outbox', 'readwrite');
    const cursor = await rows.store.index('clientId').openCursor(clientId);
    if (cursor) {
      const { order: _, ...changed } = change({ ...cursor.value, order: cursor.primaryKey });
      await cursor.update(changed);
    }
    await rows.done;
  }

  private announceSending(): void {
    const clientIds = [...this.sendState.inFlight];
    this.deps.tabs.post({ type: 'sending', clientIds, progress: this.progress });
    this.publish();
  }

  private publish(): void {
    this.deps.onChange(this.view());
  }

  private view(): OutboxView {
    const inFlight = this.isLeading ? this.sendState.inFlight : this.inFlightElsewhere;
    const { items, progress, blobs, sent } = this;
    return { items, inFlight, progress, blobs, sent, kinds: this.deps.kinds };
  }
}
