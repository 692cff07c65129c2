/** The files that this tab has sent: who sent a picture sees it at once, also while the server checks it. */
import type { OutboxFile } from './outbox';

export interface SentFile {
  /** Its id in the outbox. */
  readonly id: string;
  readonly blob: Blob;
}

const MAX_FILES = 60;

/** Return the sent files with those of a message that the server has, by its ids; the oldest are dropped. */
export function withSent(
  sent: ReadonlyMap<string, SentFile>,
  files: readonly OutboxFile[],
  blobs: ReadonlyMap<string, Blob>,
): ReadonlyMap<string, SentFile> {
  const added = files.flatMap(({ id, uploadedId }) => {
    const blob = blobs.get(id);
    return uploadedId !== null && blob && !sent.has(uploadedId) ? [[uploadedId, { id, blob }] as const] : [];
  });
  return added.length === 0 ? sent : new Map([...sent, ...added].slice(-MAX_FILES));
}
