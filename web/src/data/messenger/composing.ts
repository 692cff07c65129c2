/** What a composer holds besides its text, which is a draft: it stays with its chat until it is sent. */

/** A message that is replied to or edited; what it says is looked up, as it is now. */
export interface NamedMessage {
  readonly id: string;
  readonly number: number;
}

export interface Composing {
  readonly files: readonly File[];
  /** The message that is replied to. */
  readonly replyTo?: NamedMessage | undefined;
  /** The message that is edited, and its new text. */
  readonly editing?: (NamedMessage & { readonly text: string }) | undefined;
}

const NOTHING: Composing = { files: [] };

/** Return what the composer of a chat holds. */
export function composingIn(byChat: ReadonlyMap<string, Composing>, chatId: string): Composing {
  return byChat.get(chatId) ?? NOTHING;
}

/** Return what was stored, with the same files as before where they are equal: what is being sent is told by them. */
export function withSameFiles(before: Composing, stored: Composing): Composing {
  const same = (file: File) => before.files.find((other) => isEqual(other, file)) ?? file;
  return { ...stored, files: stored.files.map(same) };
}

function isEqual(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
