import type { Face } from '@/shared/ui/Avatar';

/** A row of the list of chats. */
export interface ShownChat {
  readonly id: string;
  readonly title: string;
  readonly face: Face;
  /** True if the other person of a dialog works at a school. */
  readonly isStaff: boolean;
  readonly line: ChatLine;
  /** The time of the last message. */
  readonly at: string;
  readonly unread: number;
  /** The person marked it as unread by hand. */
  readonly isMarkedUnread: boolean;
  readonly isMentioned: boolean;
  readonly isMuted: boolean;
  /** Something of the person's own waits to be sent, or was refused. */
  readonly hasUnsent: boolean;
  /** A call goes on in it. */
  readonly hasCall: boolean;
  readonly isArchived: boolean;
}

/** The second line: the last message and its author, the draft, or who is typing. */
export interface ChatLine {
  readonly kind: 'message' | 'service' | 'draft' | 'typing' | 'empty';
  readonly author?: string | undefined;
  readonly words: string;
}

/** Return the chat `step` rows from the open one; without one, the first or the last. */
export function neighbourOf(
  ids: readonly string[],
  openId: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = openId === undefined ? -1 : ids.indexOf(openId);
  return at < 0 ? ids.at(step === 1 ? 0 : -1) : ids[at + step];
}
