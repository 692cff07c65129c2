import { type Composing, composingIn } from './composing';
import type { Database } from './database';

/** What all composers hold, kept in this browser; files are on no other device before they are sent. */
export class Compositions {
  private byChat: ReadonlyMap<string, Composing> = new Map();

  constructor(
    private readonly database: Database,
    private readonly onChange: (composing: ReadonlyMap<string, Composing>) => void,
  ) {}

  /** Load what was held when the page was closed; what has been changed since stays. */
  async start(): Promise<void> {
    const stored = await this.database.getAll('composing');
    this.publish(new Map([...stored.map(({ chatId, ...held }) => [chatId, held] as const), ...this.byChat]));
  }

  /** Change what the composer of a chat holds. */
  change(chatId: string, change: (now: Composing) => Partial<Composing>): void {
    const now = composingIn(this.byChat, chatId);
    const held: Composing = { ...now, ...change(now) };
    this.publish(new Map(this.byChat).set(chatId, held));
    const isEmpty = held.files.length === 0 && !held.replyTo && !held.editing;
    const stored = isEmpty
      ? this.database.delete('composing', chatId)
      : this.database.put('composing', { chatId, ...held });
    // Where the storage is full or lost, it is held as long as the page is open.
    stored.catch(() => undefined);
  }

  private publish(byChat: ReadonlyMap<string, Composing>): void {
    this.byChat = byChat;
    this.onChange(byChat);
  }
}
