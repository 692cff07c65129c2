/** A confirmation before an action. */
export interface Question {
  readonly title: string;
  readonly text?: string;
  /** The label of the button, a verb: «Удалить». */
  readonly confirm: string;
  readonly isDestructive?: boolean;
}

/** A note at the bottom of the page. */
export interface Note {
  readonly text: string;
  /** Undoes it; the note then has a button. */
  readonly onUndo?: () => void;
  /** Another action, with its label. */
  readonly act?: { readonly title: string; readonly onAct: () => void };
}

/** What is shown over the page, and what is done with it. */
export interface OverlaysShown {
  readonly question: Question | undefined;
  readonly note: (Note & { readonly key: number }) | undefined;
  readonly onAnswer: (agreed: boolean) => void;
  readonly onNoteGone: () => void;
}
