import { api } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import type { Database } from './database';
import type { Tabs } from './tabs';

const SAVE_DELAY_MS = 1_200;

/** Drafts: stored in this browser at once, and soon on the server, so that they are on all devices. */
export class Drafts {
  private local: ReadonlyMap<string, string> = new Map();
  private readonly unsaved = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly database: Database,
    private readonly onChange: (draftsHere: ReadonlyMap<string, string>) => void,
    private readonly tabs: Pick<Tabs, 'post'>,
  ) {}

  /** Load the drafts that were not saved on the server before the tab was closed. */
  async start(): Promise<void> {
    for (const { chatId, text } of await this.database.getAll('drafts')) {
      this.set(chatId, text);
      this.unsaved.add(chatId);
    }
  }

  /** Store a draft. */
  write(chatId: string, text: string): void {
    if (this.local.get(chatId) === text) return;
    this.set(chatId, text);
    this.tabs.post({ type: 'draft', chatId, text });
    this.unsaved.add(chatId);
    this.database.put('drafts', { chatId, text }).catch(() => undefined);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), SAVE_DELAY_MS);
  }

  /** Another tab has stored it, and saves it on the server. */
  setFromTab(chatId: string, text: string): void {
    this.set(chatId, text);
  }

  /** The server has a draft, from here or from another device; unsaved input stays. */
  onServerDraft(chatId: string): void {
    if (!this.unsaved.has(chatId)) this.forget(chatId);
  }

  /** Save on the server now. */
  flush(): void {
    clearTimeout(this.timer);
    const chatIds = [...this.unsaved];
    this.unsaved.clear();
    for (const chatId of chatIds) void this.save(chatId);
  }

  /** Stop saving. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private async save(chatId: string): Promise<void> {
    const text = this.local.get(chatId) ?? '';
    try {
      await api.PUT('/api/chats/{chat_id}/draft', { params: { path: { chat_id: chatId } }, body: { text } });
      if (this.local.get(chatId) === text) await this.database.delete('drafts', chatId);
    } catch (failure) {
      // Saved again when the connection is back; an API error (the chat is gone) is final.
      if (failure instanceof ApiError) await this.database.delete('drafts', chatId);
      else this.unsaved.add(chatId);
    }
  }

  private set(chatId: string, text: string): void {
    this.local = new Map(this.local).set(chatId, text);
    this.onChange(this.local);
  }

  private forget(chatId: string): void {
    if (!this.local.has(chatId)) return;
    const here = new Map(this.local);
    here.delete(chatId);
    this.local = here;
    this.onChange(here);
  }
}
