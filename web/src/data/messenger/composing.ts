/** What a composer holds besides its text, which is a draft: it stays with its chat until it is sent. */
import type { MessageRead } from '@/shared/api/schema';

export interface Composing {
  readonly files: readonly File[];
  /** The message that is replied to. */
  readonly replyTo?: MessageRead | undefined;
  /** The message that is edited, and its new text once it has been changed. */
  readonly editing?: { readonly message: MessageRead; readonly text?: string | undefined } | undefined;
}

const NOTHING: Composing = { files: [] };

/** Return what the composer of a chat holds. */
export function composingIn(byChat: ReadonlyMap<string, Composing>, chatId: string): Composing {
  return byChat.get(chatId) ?? NOTHING;
}
