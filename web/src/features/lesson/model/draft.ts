/** What was typed into a lesson and is not yet known to be at the server. */
export interface Draft {
  readonly topic?: string;
  readonly homework_text?: string;
}

/** Tell whether nothing waits to be written. */
export function isWritten(draft: Draft): boolean {
  return draft.topic === undefined && draft.homework_text === undefined;
}

/** Give what still waits after `sent` was written; what was typed in the meantime stays. */
export function withoutWritten(draft: Draft, sent: Draft): Draft {
  return {
    ...(draft.topic !== undefined && draft.topic !== sent.topic && { topic: draft.topic }),
    ...(draft.homework_text !== undefined &&
      draft.homework_text !== sent.homework_text && { homework_text: draft.homework_text }),
  };
}
