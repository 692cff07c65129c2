/** What a key does in the composer. */

export interface KeyPressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** True during a composition (dead keys, Chinese): the input method handles the keys. */
  readonly isComposing: boolean;
}

export interface ComposerContext {
  /** True if Enter sends: never on phones, on computers by the person's setting. */
  readonly enterSends: boolean;
  readonly isEmpty: boolean;
  readonly isChoosingMention: boolean;
  readonly isReplyingOrEditing: boolean;
}

export type KeyAction = 'send' | 'editLast' | 'leaveReply' | 'mention' | 'closeMentions' | 'none';

/** Return the action of a key; `none` leaves it to the text field. */
export function actionOf(pressed: KeyPressed, now: ComposerContext): KeyAction {
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

function sends({ shiftKey, ctrlKey, metaKey }: KeyPressed, { enterSends }: ComposerContext): boolean {
  if (ctrlKey || metaKey) return true;
  return enterSends && !shiftKey;
}
