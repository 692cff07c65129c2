import { newId } from '../api/ids';
import { StorageFull } from '../api/refusal';
import type { MessageRead } from '../api/schema';
import type { Database } from './database';
import { leadInTurn } from './lead';
import {
  again,
  cameBack,
  inOrder,
  mayGo,
  nextWake,
  type OutboxItem,
  type Outcome,
  release,
  restingSending,
  setOut,
  settled,
} from './outbox';
import type { Progress, TabMessage, Tabs } from './tabs';

/** What a person has written and wants to send. */
export interface Draft {
  readonly text: string;
  readonly replyTo?: MessageRead | undefined;
  readonly mentions?: readonly string[];
  readonly mentionsAll?: boolean;
  readonly files?: readonly File[];
}

/** What the interface shows of the outbox. */
export interface OutboxView {
  readonly items: readonly OutboxItem[];
  readonly onTheWay: ReadonlySet<string>;
  readonly progress: Progress;
  /** The bytes of files that have not gone yet. */
  readonly blobs: ReadonlyMap<string, Blob>;
}

interface Surroundings {
  readonly database: Database;
  readonly profileId: string;
  readonly tabs: Pick<Tabs, 'tell'>;
  readonly deliver: (
    item: OutboxItem,
    onProgress: (fileId: string, part: number) => void,
  ) => Promise<Outcome>;
  readonly onChange: (view: OutboxView) => void;
}

/** The outbox of one person in one tab: keeps what is written before the first try, and sends while it leads. */
export class OutboxRunner {
  private items: readonly OutboxItem[] = [];
  private sending = restingSending;
  private progress: Progress = {};
  private blobs: ReadonlyMap<string, Blob> = new Map();
  /** What the leading tab says is on its way, while this one does not lead. */
  private told: ReadonlySet<string> = new Set();
  private isLeading = false;
  private wakeTimer: ReturnType<typeof setTimeout> | undefined;
  private stopLeading = () => {};

  constructor(private readonly around: Surroundings) {}

  /** Read what waits, and send it when it is this tab's turn. */
  async start(): Promise<void> {
    await this.reread();
    this.stopLeading = leadInTurn({
      name: `outbox.${this.around.profileId}`,
      hasWork: () => this.items.some(({ state }) => state === 'queued'),
      onChange: (isLeading) => {
        this.isLeading = isLeading;
        if (isLeading) void this.reread();
      },
    });
  }

  /** Send nothing more. What is on its way may still arrive. */
  stop(): void {
    clearTimeout(this.wakeTimer);
    this.isLeading = false;
    this.stopLeading();
  }

  /** Keep a message, and its files, and send it in its turn. True once it cannot be lost by closing the tab. */
  async add(chatId: string, draft: Draft): Promise<void> {
    const files = (draft.files ?? []).map((blob) => ({ id: newId(), blob }));
    const item: Omit<OutboxItem, 'position'> = {
      clientId: newId(),
      chatId,
      text: draft.text,
      replyTo: draft.replyTo ? quoteOf(draft.replyTo) : null,
      mentions: draft.mentions ?? [],
      mentionsAll: draft.mentionsAll ?? false,
      files: files.map(({ id, blob }) => ({
        id,
        name: blob.name,
        type: blob.type,
        size: blob.size,
        uploadedId: null,
      })),
      queuedAt: new Date().toISOString(),
      state: 'queued',
      code: null,
      message: null,
    };
    try {
      const rows = this.around.database.transaction(['outbox', 'files'], 'readwrite', {
        durability: 'strict',
      });
      for (const file of files) void rows.objectStore('files').put(file);
      void rows.objectStore('outbox').add(item);
      await rows.done;
    } catch (failure) {
      throw new StorageFull('', { cause: failure });
    }
    await this.changed();
  }

  /** Give a failed message another chance. */
  async retry(clientId: string): Promise<void> {
    await this.rewrite(clientId, again);
    await this.changed();
  }

  /** Take messages out: they were deleted, or the stream has brought them. */
  async remove(clientIds: Iterable<string>): Promise<void> {
    const known = [...clientIds].filter((id) => this.items.some(({ clientId }) => clientId === id));
    if (known.length === 0) return;
    const rows = this.around.database.transaction(['outbox', 'files'], 'readwrite');
    for (const clientId of known) {
      const cursor = await rows.objectStore('outbox').index('clientId').openCursor(clientId);
      for (const file of cursor?.value.files ?? []) await rows.objectStore('files').delete(file.id);
      await cursor?.delete();
    }
    await rows.done;
    await this.changed();
  }

  /** The network is back: what waits after a silence goes at once. */
  wake(): void {
    this.sending = release(this.sending);
    this.pump();
  }

  /** Take what another tab told about the outbox. */
  hear(message: Extract<TabMessage, { type: 'outbox' | 'sending' }>): void {
    if (message.type === 'outbox') void this.reread();
    else if (!this.isLeading) {
      this.told = new Set(message.clientIds);
      this.progress = message.progress;
      this.show();
    }
  }

  private async changed(): Promise<void> {
    this.around.tabs.tell({ type: 'outbox' });
    await this.reread();
  }

  private async reread(): Promise<void> {
    const rows = this.around.database.transaction(['outbox', 'files'], 'readonly');
    const [positions, items, files] = await Promise.all([
      rows.objectStore('outbox').getAllKeys(),
      rows.objectStore('outbox').getAll(),
      rows.objectStore('files').getAll(),
    ]);
    this.blobs = new Map(files.map(({ id, blob }) => [id, blob]));
    this.items = inOrder(items.map((item, at) => ({ ...item, position: positions[at] ?? 0 })));
    this.show();
    this.pump();
  }

  private pump(): void {
    if (!this.isLeading) return;
    for (const item of mayGo(this.items, this.sending, Date.now())) void this.send(item);
    clearTimeout(this.wakeTimer);
    const wakeAt = nextWake(this.items, this.sending);
    if (wakeAt === undefined) return;
    this.wakeTimer = setTimeout(() => this.pump(), Math.max(0, wakeAt - Date.now()) + 10);
  }

  private async send(item: OutboxItem): Promise<void> {
    this.sending = setOut(this.sending, item);
    this.tellSending();
    const outcome = await this.around.deliver(item, (fileId, part) => {
      this.progress = { ...this.progress, [fileId]: part };
      this.tellSending();
    });
    if (outcome.came !== 'silence') await this.rewrite(item.clientId, (kept) => settled(kept, outcome));
    this.sending = cameBack(this.sending, item, outcome, Date.now(), Math.random());
    const gone = new Set(item.files.map(({ id }) => id));
    this.progress = Object.fromEntries(Object.entries(this.progress).filter(([id]) => !gone.has(id)));
    this.tellSending();
    await this.changed();
  }

  private async rewrite(clientId: string, change: (item: OutboxItem) => OutboxItem): Promise<void> {
    const rows = this.around.database.transaction('outbox', 'readwrite');
    const cursor = await rows.store.index('clientId').openCursor(clientId);
    if (cursor) {
      const { position: _, ...changed } = change({ ...cursor.value, position: cursor.primaryKey });
      await cursor.update(changed);
    }
    await rows.done;
  }

  private tellSending(): void {
    const clientIds = [...this.sending.onTheWay];
    this.around.tabs.tell({ type: 'sending', clientIds, progress: this.progress });
    this.show();
  }

  private show(): void {
    const onTheWay = this.isLeading ? this.sending.onTheWay : this.told;
    const { items, progress, blobs } = this;
    this.around.onChange({ items, onTheWay, progress, blobs });
  }
}

function quoteOf({ id, number, author_id, text, deleted_at }: MessageRead): OutboxItem['replyTo'] {
  return { id, number, author_id, text: text.slice(0, 120), is_deleted: deleted_at !== null };
}
