/** What a key does in the composer. */

export interface KeyPressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** Inside of a composition (dead keys, Chinese) keys belong to the input method. */
  readonly isComposing: boolean;
}

export interface Circumstances {
  /** What Enter does: on phones a new line, on computers as the person has chosen. */
  readonly enterSends: boolean;
  readonly isEmpty: boolean;
  readonly isChoosingMention: boolean;
  readonly isReplyingOrEditing: boolean;
}

export type Deed = 'send' | 'editLast' | 'leaveReply' | 'mention' | 'closeMentions' | 'none';

/** Give what this key is to do; `none` leaves it to the text field. */
export function deedOf(pressed: KeyPressed, now: Circumstances): Deed {
  if (pressed.isComposing) return 'none';
  if (now.isChoosingMention) {
    if (pressed.key === 'Escape') return 'closeMentions';
    if (['ArrowUp', 'ArrowDown', 'Enter', 'Tab'].includes(pressed.key) && !pressed.shiftKey) return 'mention';
  }
  if (pressed.key === 'Enter') return sends(pressed, now) ? 'send' : 'none';
  if (pressed.key === 'ArrowUp' && now.isEmpty && !now.isReplyingOrEditing) return 'editLast';
  if (pressed.key === 'Escape' && now.isReplyingOrEditing) return 'leaveReply';
  return 'none';
}

function sends({ shiftKey, ctrlKey, metaKey }: KeyPressed, { enterSends }: Circumstances): boolean {
  if (ctrlKey || metaKey) return true;
  return enterSends && !shiftKey;
}
