/** What is asked before something is done. */
export interface Question {
  readonly title: string;
  readonly text?: string;
  /** The word on the button, a verb: «Удалить». */
  readonly confirm: string;
  readonly isDestructive?: boolean;
}

/** What is said at the foot of the page. */
export interface Note {
  readonly text: string;
  /** What takes it back; the note then has a button. */
  readonly onUndo?: () => void;
  /** Something else to do about it, with its word. */
  readonly act?: { readonly title: string; readonly onAct: () => void };
}
