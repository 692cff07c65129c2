import { api } from '@/shared/api/client';
import { ChatSaves } from './chat-saves';
import type { Tabs } from './tabs';

/** Scrolling advances the read number many times a second; only the last one is saved. */
const SAVE_DELAY_MS = 400;

/** The person's read numbers, saved on the server with a delay. They never decrease. */
export class ReadNumbers {
  private local: ReadonlyMap<string, number> = new Map();
  private readonly saves = new ChatSaves({
    delayMs: SAVE_DELAY_MS,
    isDebounced: false,
    save: (chatId) => this.save(chatId),
    onLeave: (chatIds) => this.keep(chatIds),
  });
  private readonly kept: string;

  constructor(
    private readonly onChange: (readHere: ReadonlyMap<string, number>) => void,
    private readonly tabs: Pick<Tabs, 'post'>,
    profileId: string,
  ) {
    this.kept = `parta.read-numbers.${profileId}`;
  }

  /** Save what this tab had read when its page was left. */
  start(): void {
    const kept: Readonly<Record<string, number>> = JSON.parse(sessionStorage.getItem(this.kept) ?? '{}');
    sessionStorage.removeItem(this.kept);
    for (const [chatId, number] of Object.entries(kept)) this.mark(chatId, number);
  }

  /** Everything up to this message was seen. */
  mark(chatId: string, number: number): void {
    if (!this.advance(chatId, number)) return;
    this.tabs.post({ type: 'read', chatId, number });
    this.saves.soon(chatId);
  }

  /** Another tab has marked it, and saves it. */
  setFromTab(chatId: string, number: number): void {
    this.advance(chatId, number);
  }

  /** Save on the server now. */
  flush(): void {
    this.saves.flush();
  }

  /** Stop saving. */
  stop(): void {
    this.saves.stop();
  }

  private advance(chatId: string, number: number): boolean {
    if (number <= (this.local.get(chatId) ?? 0)) return false;
    this.local = new Map(this.local).set(chatId, number);
    this.onChange(this.local);
    return true;
  }

  private keep(chatIds: readonly string[]): void {
    const numbers = chatIds.map((chatId) => [chatId, this.local.get(chatId) ?? 0] as const);
    if (numbers.length > 0) sessionStorage.setItem(this.kept, JSON.stringify(Object.fromEntries(numbers)));
  }

  private async save(chatId: string): Promise<void> {
    const params = { path: { chat_id: chatId } };
    const body = { read_number: this.local.get(chatId) ?? 0 };
    // The page may be left a moment after something was read.
    await api.PUT('/api/chats/{chat_id}/read-number', { params, body, keepalive: true });
  }
}
