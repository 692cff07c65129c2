/** The input of a lesson that is not confirmed by the server yet. */
export interface Draft {
  readonly topic?: string;
  readonly homework_text?: string;
}

/** True if there is nothing to save. */
export function isWritten(draft: Draft): boolean {
  return draft.topic === undefined && draft.homework_text === undefined;
}

/** Return what is left to save after `sent` was saved; later input stays. */
export function withoutWritten(draft: Draft, sent: Draft): Draft {
  return {
    ...(draft.topic !== undefined && draft.topic !== sent.topic && { topic: draft.topic }),
    ...(draft.homework_text !== undefined &&
      draft.homework_text !== sent.homework_text && { homework_text: draft.homework_text }),
  };
}
