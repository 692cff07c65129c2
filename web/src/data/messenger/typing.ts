/** How long a person counts as typing after the last event; the server sends at most one a second. */
import { localNow } from '@/shared/clock';

const LASTS_MS = 6_000;
const SEND_EVERY_MS = 3_000;

type Typists = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Who is typing where. Ephemeral: never stored. */
export class Typing {
  private typists: Typists = new Map();
  private readonly sentAt = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onChange: (typists: Typists) => void) {}

  /** True if it is time to report typing again. */
  shouldSend(chatId: string, now = localNow()): boolean {
    if (now - (this.sentAt.get(chatId) ?? 0) < SEND_EVERY_MS) return false;
    this.sentAt.set(chatId, now);
    return true;
  }

  /** Somebody is typing. */
  onTyping(chatId: string, profileId: string): void {
    this.set(chatId, new Map(this.typists.get(chatId)).set(profileId, localNow() + LASTS_MS));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sweep(), LASTS_MS + 50);
  }

  /** Somebody has sent what was being typed. */
  stopped(chatId: string, profileId: string): void {
    const typing = new Map(this.typists.get(chatId));
    if (typing.delete(profileId)) this.set(chatId, typing);
  }

  /** Stop the timer. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private sweep(): void {
    const now = localNow();
    for (const [chatId, typing] of this.typists) {
      const still = new Map([...typing].filter(([, until]) => until > now));
      if (still.size < typing.size) this.set(chatId, still);
    }
    if (this.typists.size > 0) this.timer = setTimeout(() => this.sweep(), 1_000);
  }

  private set(chatId: string, typing: ReadonlyMap<string, number>): void {
    const typists = new Map(this.typists);
    if (typing.size > 0) typists.set(chatId, typing);
    else typists.delete(chatId);
    this.typists = typists;
    this.onChange(typists);
  }
}
