import { type Composing, composingIn, withSameFiles } from './composing';
import type { Database } from './database';
import type { Tabs } from './tabs';

interface Dependencies {
  readonly database: Database;
  readonly tabs: Pick<Tabs, 'post'>;
  readonly onChange: (composing: ReadonlyMap<string, Composing>) => void;
}

/** What all composers hold, kept in this browser; files are on no other device before they are sent. */
export class Compositions {
  private byChat: ReadonlyMap<string, Composing> = new Map();

  constructor(private readonly deps: Dependencies) {}

  /** Load what was held when the page was closed; what has been changed since stays. */
  async start(): Promise<void> {
    const stored = await this.deps.database.getAll('composing');
    this.publish(new Map([...stored.map(({ chatId, ...held }) => [chatId, held] as const), ...this.byChat]));
  }

  /** Change what the composer of a chat holds. */
  change(chatId: string, change: (now: Composing) => Partial<Composing>): void {
    const { database, tabs } = this.deps;
    const now = composingIn(this.byChat, chatId);
    const held: Composing = { ...now, ...change(now) };
    this.publish(new Map(this.byChat).set(chatId, held));
    const isEmpty = held.files.length === 0 && !held.replyTo && !held.editing;
    const stored: Promise<unknown> = isEmpty
      ? database.delete('composing', chatId)
      : database.put('composing', { chatId, ...held });
    stored.then(
      () => tabs.post({ type: 'composing', chatId }),
      // Where the storage is full or lost, it is held as long as the page is open.
      () => undefined,
    );
  }

  /** Another tab has stored what the composer of a chat holds. */
  async readFromTab(chatId: string): Promise<void> {
    const before = this.byChat.get(chatId);
    const stored = await this.deps.database.get('composing', chatId).catch(() => undefined);
    // What was changed here meanwhile is newer, and is told to the other tabs in turn.
    if (this.byChat.get(chatId) !== before) return;
    const { chatId: _, ...held } = stored ?? { chatId, files: [] };
    this.publish(new Map(this.byChat).set(chatId, withSameFiles(before ?? held, held)));
  }

  private publish(byChat: ReadonlyMap<string, Composing>): void {
    this.byChat = byChat;
    this.deps.onChange(byChat);
  }
}
