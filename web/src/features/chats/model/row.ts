/** A chat as the list shows it. */
export interface ShownChat {
  readonly id: string;
  readonly title: string;
  /** Address of the picture. */
  readonly picture: string | undefined;
  /** The other person of a dialog works at a school. */
  readonly isStaff: boolean;
  readonly line: ChatLine;
  /** When something was last said. */
  readonly at: string;
  readonly unread: number;
  readonly isMentioned: boolean;
  readonly isMuted: boolean;
  readonly isArchived: boolean;
}

/** The second line: what was said last, by whom; what one began to write; who is writing. */
export interface ChatLine {
  readonly kind: 'message' | 'service' | 'draft' | 'typing' | 'empty';
  readonly author?: string | undefined;
  readonly words: string;
}

/** Give the chat `step` places from the open one; from nowhere the first or the last. */
export function neighbourOf<C extends { readonly id: string }>(
  chats: readonly C[],
  openId: string | undefined,
  step: 1 | -1,
): C | undefined {
  const at = chats.findIndex(({ id }) => id === openId);
  if (at < 0) return chats.at(step === 1 ? 0 : -1);
  return chats[at + step];
}

/** Give the chats whose title has every word that begins so. */
export function chatsNamed<C extends { readonly title: string }>(
  chats: readonly C[],
  query: string,
): readonly C[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return chats;
  return chats.filter(({ title }) => {
    const words = wordsOf(title);
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  });
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLocaleLowerCase('ru')
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
