import { isFinal, retryAfterMs } from '@/shared/api/errors';

const FIRST_BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 60_000;

interface Options {
  /** How long to wait for the next change. */
  readonly delayMs: number;
  /** True if each change begins the delay anew. */
  readonly isDebounced: boolean;
  /** Save the present value of a chat on the server. Rejects on failure. */
  readonly save: (chatId: string) => Promise<void>;
  /** The page is left before the server has confirmed the values of these chats: what is asked now may be lost. */
  readonly onLeave?: (chatIds: readonly string[]) => void;
}

/** Saves one value per chat on the server: only the last one, one request at a time, until an answer is final. */
export class ChatSaves {
  /** Chats whose value has changed since it was last sent. */
  private readonly unsaved = new Set<string>();
  private readonly inFlight = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private tries = 0;
  private isStopped = false;

  constructor(private readonly options: Options) {
    window.addEventListener('pagehide', this.leave);
  }

  /** True if the server may not have the present value. */
  isPending(chatId: string): boolean {
    return this.unsaved.has(chatId) || this.inFlight.has(chatId);
  }

  /** The value has changed: save it soon. */
  soon(chatId: string): void {
    this.unsaved.add(chatId);
    if (this.options.isDebounced) clearTimeout(this.timer);
    if (this.options.isDebounced || this.timer === undefined) this.schedule(this.options.delayMs);
  }

  /** Save now what waits: the connection is back. */
  flush(): void {
    this.tries = 0;
    this.saveAll([...this.unsaved].filter((chatId) => !this.inFlight.has(chatId)));
  }

  /** Stop saving. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    window.removeEventListener('pagehide', this.leave);
  }

  /** The page is left: nothing is waited for. */
  private readonly leave = (): void => {
    this.options.onLeave?.([...new Set([...this.unsaved, ...this.inFlight])]);
    this.saveAll([...this.unsaved]);
  };

  private schedule(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => this.saveAll([...this.unsaved].filter((chatId) => !this.inFlight.has(chatId))),
      after,
    );
  }

  private saveAll(chatIds: readonly string[]): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const chatId of chatIds) void this.save(chatId);
  }

  private async save(chatId: string): Promise<void> {
    this.unsaved.delete(chatId);
    this.inFlight.add(chatId);
    let wait = this.options.delayMs;
    try {
      await this.options.save(chatId);
      this.tries = 0;
    } catch (failure) {
      if (!isFinal(failure)) {
        this.unsaved.add(chatId);
        this.tries += 1;
        wait = retryAfterMs(failure) ?? Math.min(FIRST_BACKOFF_MS * 2 ** (this.tries - 1), MAX_BACKOFF_MS);
      }
    } finally {
      this.inFlight.delete(chatId);
    }
    if (this.unsaved.has(chatId) && this.timer === undefined && !this.isStopped) this.schedule(wait);
  }
}
