import { api } from '../api/client';
import { Refusal } from '../api/refusal';
import type { Database } from './database';
import type { Tabs } from './tabs';

const SAVE_DELAY_MS = 1_200;

/** What was begun to be written: kept here at once, on the server soon, so that it follows the person. */
export class Drafts {
  private local: ReadonlyMap<string, string> = new Map();
  private readonly unsaved = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly database: Database,
    private readonly onChange: (draftsHere: ReadonlyMap<string, string>) => void,
    private readonly tabs: Pick<Tabs, 'post'>,
  ) {}

  /** Take up what the server was not told before the tab was closed. */
  async start(): Promise<void> {
    for (const { chatId, text } of await this.database.getAll('drafts')) {
      this.set(chatId, text);
      this.unsaved.add(chatId);
    }
  }

  /** Keep what is written now. */
  write(chatId: string, text: string): void {
    if (this.local.get(chatId) === text) return;
    this.set(chatId, text);
    this.tabs.post({ type: 'draft', chatId, text });
    this.unsaved.add(chatId);
    this.database.put('drafts', { chatId, text }).catch(() => undefined);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), SAVE_DELAY_MS);
  }

  /** Another tab has written it, and tells the server. */
  setFromTab(chatId: string, text: string): void {
    this.set(chatId, text);
  }

  /** The server has it, from here or from another device; what is being written here stays. */
  onServerDraft(chatId: string): void {
    if (!this.unsaved.has(chatId)) this.forget(chatId);
  }

  /** Tell the server now. */
  flush(): void {
    clearTimeout(this.timer);
    const chatIds = [...this.unsaved];
    this.unsaved.clear();
    for (const chatId of chatIds) void this.save(chatId);
  }

  /** Tell nothing more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private async save(chatId: string): Promise<void> {
    const text = this.local.get(chatId) ?? '';
    try {
      await api.PUT('/api/chats/{chat_id}/draft', { params: { path: { chat_id: chatId } }, body: { text } });
      if (this.local.get(chatId) === text) await this.database.delete('drafts', chatId);
    } catch (failure) {
      // Told again when the connection is back; a refusal (the chat is gone) stays one.
      if (failure instanceof Refusal) await this.database.delete('drafts', chatId);
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
