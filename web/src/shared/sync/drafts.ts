import { api } from '../api/client';
import { Refusal } from '../api/refusal';
import type { Database } from './database';
import type { Tabs } from './tabs';

const TOGETHER_MS = 1_200;

/** What was begun to be written: kept here at once, on the server soon, so that it follows the person. */
export class Drafts {
  private here: ReadonlyMap<string, string> = new Map();
  private readonly untold = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly database: Database,
    private readonly onChange: (draftsHere: ReadonlyMap<string, string>) => void,
    private readonly tabs: Pick<Tabs, 'tell'>,
  ) {}

  /** Take up what the server was not told before the tab was closed. */
  async start(): Promise<void> {
    for (const { chatId, text } of await this.database.getAll('drafts')) {
      this.set(chatId, text);
      this.untold.add(chatId);
    }
  }

  /** Keep what is written now. */
  write(chatId: string, text: string): void {
    if (this.here.get(chatId) === text) return;
    this.set(chatId, text);
    this.tabs.tell({ type: 'draft', chatId, text });
    this.untold.add(chatId);
    this.database.put('drafts', { chatId, text }).catch(() => undefined);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), TOGETHER_MS);
  }

  /** Another tab has written it, and tells the server. */
  heardFromTab(chatId: string, text: string): void {
    this.set(chatId, text);
  }

  /** The server has it, from here or from another device; what is being written here stays. */
  heard(chatId: string): void {
    if (!this.untold.has(chatId)) this.forget(chatId);
  }

  /** Tell the server now. */
  flush(): void {
    clearTimeout(this.timer);
    const chatIds = [...this.untold];
    this.untold.clear();
    for (const chatId of chatIds) void this.tell(chatId);
  }

  /** Tell nothing more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private async tell(chatId: string): Promise<void> {
    const text = this.here.get(chatId) ?? '';
    try {
      await api.PUT('/api/chats/{chat_id}/draft', { params: { path: { chat_id: chatId } }, body: { text } });
      if (this.here.get(chatId) === text) await this.database.delete('drafts', chatId);
    } catch (failure) {
      // Told again when the connection is back; a refusal (the chat is gone) stays one.
      if (failure instanceof Refusal) await this.database.delete('drafts', chatId);
      else this.untold.add(chatId);
    }
  }

  private set(chatId: string, text: string): void {
    this.here = new Map(this.here).set(chatId, text);
    this.onChange(this.here);
  }

  private forget(chatId: string): void {
    if (!this.here.has(chatId)) return;
    const here = new Map(this.here);
    here.delete(chatId);
    this.here = here;
    this.onChange(here);
  }
}
