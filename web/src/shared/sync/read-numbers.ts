import { api } from '../api/client';
import { Refusal } from '../api/refusal';
import type { Tabs } from './tabs';

/** Reading goes forward many times a second while one scrolls; the server is told the last of it. */
const SAVE_DELAY_MS = 400;

/** How far this person has read, told to the server in good time. Never goes back. */
export class ReadNumbers {
  private local: ReadonlyMap<string, number> = new Map();
  private readonly unsaved = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly onChange: (readHere: ReadonlyMap<string, number>) => void,
    private readonly tabs: Pick<Tabs, 'post'>,
  ) {}

  /** Everything up to this message was seen. */
  mark(chatId: string, number: number): void {
    if (!this.advance(chatId, number)) return;
    this.tabs.post({ type: 'read', chatId, number });
    this.unsaved.add(chatId);
    this.timer ??= setTimeout(() => this.flush(), SAVE_DELAY_MS);
  }

  /** Another tab has seen it, and tells the server. */
  setFromTab(chatId: string, number: number): void {
    this.advance(chatId, number);
  }

  /** Tell the server now. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const chatIds = [...this.unsaved];
    this.unsaved.clear();
    for (const chatId of chatIds) void this.save(chatId);
  }

  /** Tell nothing more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private advance(chatId: string, number: number): boolean {
    if (number <= (this.local.get(chatId) ?? 0)) return false;
    this.local = new Map(this.local).set(chatId, number);
    this.onChange(this.local);
    return true;
  }

  private async save(chatId: string): Promise<void> {
    const read_number = this.local.get(chatId) ?? 0;
    const path = { chat_id: chatId };
    await api
      .PUT('/api/chats/{chat_id}/read-number', { params: { path }, body: { read_number } })
      .catch((failure: unknown) => {
        // Told again when the connection is back; a refusal stays one.
        if (!(failure instanceof Refusal)) this.unsaved.add(chatId);
      });
  }
}
