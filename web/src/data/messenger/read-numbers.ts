import { api } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import type { Tabs } from './tabs';

/** Scrolling advances the read number many times a second; only the last one is saved. */
const SAVE_DELAY_MS = 400;

/** The person's read numbers, saved on the server with a delay. They never decrease. */
export class ReadNumbers {
  private local: ReadonlyMap<string, number> = new Map();
  private readonly unsaved = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly onChange: (readHere: ReadonlyMap<string, number>) => void,
    private readonly tabs: Pick<Tabs, 'post'>,
  ) {
    window.addEventListener('pagehide', this.flush);
  }

  /** Everything up to this message was seen. */
  mark(chatId: string, number: number): void {
    if (!this.advance(chatId, number)) return;
    this.tabs.post({ type: 'read', chatId, number });
    this.unsaved.add(chatId);
    this.timer ??= setTimeout(() => this.flush(), SAVE_DELAY_MS);
  }

  /** Another tab has marked it, and saves it. */
  setFromTab(chatId: string, number: number): void {
    this.advance(chatId, number);
  }

  /** Save on the server now; also when the page is left a moment after something was read. */
  flush = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    const chatIds = [...this.unsaved];
    this.unsaved.clear();
    for (const chatId of chatIds) void this.save(chatId);
  };

  /** Stop saving. */
  stop(): void {
    clearTimeout(this.timer);
    window.removeEventListener('pagehide', this.flush);
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
      .PUT('/api/chats/{chat_id}/read-number', { params: { path }, body: { read_number }, keepalive: true })
      .catch((failure: unknown) => {
        // Saved again when the connection is back; an API error is final.
        if (!(failure instanceof ApiError)) this.unsaved.add(chatId);
      });
  }
}
