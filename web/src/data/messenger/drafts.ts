import { api } from '@/shared/api/client';
import { isApiError } from '@/shared/api/errors';
import { withoutStart } from '@/shared/text/without-start';
import { ChatSaves } from './chat-saves';
import type { Database } from './database';
import type { Tabs } from './tabs';

const SAVE_DELAY_MS = 1_200;
/** Updates from before a draft was saved may still be on their way for so long. */
const ECHO_MS = 3_000;

interface Dependencies {
  readonly database: Database;
  readonly tabs: Pick<Tabs, 'post'>;
  readonly onChange: (draftsHere: ReadonlyMap<string, string>) => void;
  /** Return the draft by the server's updates; undefined while there is no connection. */
  readonly serverDraftOf: (chatId: string) => string | undefined;
}

/** Drafts: stored in this browser at once, and soon on the server, so that they are on all devices. */
export class Drafts {
  private local: ReadonlyMap<string, string> = new Map();
  /** The local drafts as the server has stored them. */
  private readonly savedAs = new Map<string, string>();
  /** Drafts saved a moment ago: a differing update may be older than they are. */
  private readonly echoes = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly saves = new ChatSaves({
    delayMs: SAVE_DELAY_MS,
    isDebounced: true,
    save: (chatId) => this.save(chatId),
  });

  constructor(private readonly deps: Dependencies) {}

  /** Load the drafts that were not saved on the server before the tab was closed. */
  async start(): Promise<void> {
    for (const { chatId, text } of await this.deps.database.getAll('drafts')) {
      this.set(chatId, text);
      this.saves.soon(chatId);
    }
  }

  /** Store a draft. */
  write(chatId: string, text: string): void {
    if (this.local.get(chatId) === text) return;
    this.keep(chatId, text);
    this.deps.tabs.post({ type: 'draft', chatId, text });
  }

  /** Put a text that was not sent before what is being written. */
  prepend(chatId: string, text: string): void {
    const draft = this.local.get(chatId) ?? this.deps.serverDraftOf(chatId) ?? '';
    this.write(chatId, [text, draft].filter(Boolean).join('\n'));
  }

  /** What was typed is stored as a message: only what was typed since is still a draft. */
  sent(chatId: string, typed: string): void {
    const rest = this.restOf(chatId, typed);
    if (this.local.get(chatId) === rest) return;
    this.keep(chatId, rest);
    this.deps.tabs.post({ type: 'draftSent', chatId, typed });
  }

  /** Another tab has sent this: what is typed here since is still a draft. */
  sentFromTab(chatId: string, typed: string): void {
    const rest = this.restOf(chatId, typed);
    if (this.local.get(chatId) !== rest) this.setFromTab(chatId, rest);
  }

  /** Another tab has stored it, and saves it on the server. */
  setFromTab(chatId: string, text: string): void {
    this.set(chatId, text);
    this.savedAs.set(chatId, text);
    this.awaitEcho(chatId, SAVE_DELAY_MS + ECHO_MS);
  }

  /** The server has a draft, from here or from another device; unsaved input stays. */
  onServerDraft(chatId: string, text: string): void {
    if (this.saves.isPending(chatId)) return;
    const isSame = text === this.local.get(chatId);
    // The server may store a draft in another form than it was typed.
    const isOwn = text === this.savedAs.get(chatId);
    if (isOwn) this.stopEcho(chatId);
    if (isSame || !(isOwn || this.echoes.has(chatId))) this.forget(chatId);
  }

  /** Save on the server now. */
  flush(): void {
    this.saves.flush();
  }

  /** Stop saving. */
  stop(): void {
    this.saves.stop();
    for (const timer of this.echoes.values()) clearTimeout(timer);
  }

  private keep(chatId: string, text: string): void {
    this.set(chatId, text);
    this.deps.database.put('drafts', { chatId, text }).catch(() => undefined);
    this.saves.soon(chatId);
  }

  /** What is left of the draft when this was sent. */
  private restOf(chatId: string, typed: string): string {
    return withoutStart(this.local.get(chatId) ?? this.deps.serverDraftOf(chatId) ?? typed, typed);
  }

  private async save(chatId: string): Promise<void> {
    const text = this.local.get(chatId);
    if (text === undefined) return;
    const params = { path: { chat_id: chatId } };
    try {
      const { data } = await api.PUT('/api/chats/{chat_id}/draft', {
        params,
        body: { text },
        keepalive: true,
      });
      this.savedAs.set(chatId, data?.draft ?? text);
      if (this.deps.serverDraftOf(chatId) !== text) this.awaitEcho(chatId, ECHO_MS);
      else if (this.local.get(chatId) === text) this.forget(chatId);
      await this.unstore(chatId, text);
    } catch (failure) {
      // Nobody can write there any more.
      if (isApiError(failure, 'not_found', 'forbidden')) await this.unstore(chatId, text);
      throw failure;
    }
  }

  /** Delete the stored draft, unless another one has been stored since. */
  private async unstore(chatId: string, text: string): Promise<void> {
    const rows = this.deps.database.transaction('drafts', 'readwrite');
    const stored = await rows.store.get(chatId);
    if (stored?.text === text) await rows.store.delete(chatId);
    await rows.done;
  }

  private awaitEcho(chatId: string, lasts: number): void {
    this.stopEcho(chatId);
    const end = () => {
      this.echoes.delete(chatId);
      const now = this.deps.serverDraftOf(chatId);
      if (now !== undefined && now !== this.savedAs.get(chatId) && !this.saves.isPending(chatId))
        this.forget(chatId);
    };
    this.echoes.set(chatId, setTimeout(end, lasts));
  }

  private stopEcho(chatId: string): void {
    clearTimeout(this.echoes.get(chatId));
    this.echoes.delete(chatId);
  }

  private set(chatId: string, text: string): void {
    this.local = new Map(this.local).set(chatId, text);
    this.deps.onChange(this.local);
  }

  private forget(chatId: string): void {
    this.stopEcho(chatId);
    this.savedAs.delete(chatId);
    if (!this.local.has(chatId)) return;
    const here = new Map(this.local);
    here.delete(chatId);
    this.local = here;
    this.deps.onChange(here);
  }
}
