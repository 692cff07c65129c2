import { newId } from '@/shared/api/ids';
import { serverNow } from '@/shared/clock';
import type { OutboxItem } from './outbox';

/** A message to send. */
export interface Draft {
  readonly kind: string;
  readonly body: unknown;
  readonly files?: readonly File[];
  /** The id of the message whose content it replaces. */
  readonly edits?: string;
}

/** Return the item of a message that is queued now, with its files under these ids. */
export function itemOf(
  chatId: string,
  draft: Draft,
  files: readonly { readonly id: string; readonly blob: File }[],
): Omit<OutboxItem, 'order'> {
  return {
    clientId: newId(),
    chatId,
    kind: draft.kind,
    body: draft.body,
    files: files.map(({ id, blob: { name, type, size } }) => ({ id, name, type, size, uploadedId: null })),
    queuedAt: new Date(serverNow()).toISOString(),
    state: 'queued',
    code: null,
    message: null,
    ...(draft.edits !== undefined && { edits: draft.edits }),
  };
}
