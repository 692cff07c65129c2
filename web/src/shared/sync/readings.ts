import { api } from '../api/client';
import { Refusal } from '../api/refusal';
import type { Tabs } from './tabs';

/** Reading goes forward many times a second while one scrolls; the server is told the last of it. */
const TOGETHER_MS = 400;

/** How far this person has read, told to the server in good time. Never goes back. */
export class Readings {
  private readHere: ReadonlyMap<string, number> = new Map();
  private readonly untold = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly onChange: (readHere: ReadonlyMap<string, number>) => void,
    private readonly tabs: Pick<Tabs, 'tell'>,
  ) {}

  /** Everything up to this message was seen. */
  mark(chatId: string, number: number): void {
    if (!this.advance(chatId, number)) return;
    this.tabs.tell({ type: 'read', chatId, number });
    this.untold.add(chatId);
    this.timer ??= setTimeout(() => this.flush(), TOGETHER_MS);
  }

  /** Another tab has seen it, and tells the server. */
  heardFromTab(chatId: string, number: number): void {
    this.advance(chatId, number);
  }

  /** Tell the server now. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const chatIds = [...this.untold];
    this.untold.clear();
    for (const chatId of chatIds) void this.tell(chatId);
  }

  /** Tell nothing more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private advance(chatId: string, number: number): boolean {
    if (number <= (this.readHere.get(chatId) ?? 0)) return false;
    this.readHere = new Map(this.readHere).set(chatId, number);
    this.onChange(this.readHere);
    return true;
  }

  private async tell(chatId: string): Promise<void> {
    const read_number = this.readHere.get(chatId) ?? 0;
    const path = { chat_id: chatId };
    await api
      .PUT('/api/chats/{chat_id}/reading', { params: { path }, body: { read_number } })
      .catch((failure: unknown) => {
        // Told again when the connection is back; a refusal stays one.
        if (!(failure instanceof Refusal)) this.untold.add(chatId);
      });
  }
}
