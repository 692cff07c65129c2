/**
 * What messages carry: rows of other kinds, each kept once for its chat. The message says for ever what it
 * carries, the row how it is now. Pure.
 */
import type { AttachmentRead, AttachmentValue, MessageRead } from '@/shared/api/schema';
import { newer, type Stamped } from '@/shared/stream/stamped';
import type { EntityUpdate } from '@/shared/stream/wire';

/** The present state of what a message carries. A newer server may send a kind that this page does not know. */
export type Attachment = EntityUpdate;

/** The value of one kind. */
export type ValueOf<K extends Attachment['kind']> = Extract<Attachment, { kind: K }>['value'];

/** By id. */
export type Attachments = ReadonlyMap<string, Stamped<Attachment>>;

/** Set these values, each unless a newer one is known. */
export function withAttachments(
  known: Attachments,
  values: readonly AttachmentValue[],
  at: number,
): Attachments {
  if (values.length === 0) return known;
  const attachments = new Map(known);
  // The server describes each value by its kind.
  for (const attachment of values as readonly Attachment[]) {
    const { id } = attachment.value;
    attachments.set(id, newer(attachments.get(id), attachment, at));
  }
  return attachments;
}

/** Return the present state of what a message carries, if it is known. */
export function attachmentOf(
  known: Attachments,
  { attachment }: Pick<MessageRead, 'attachment'>,
): Attachment | undefined {
  const value = attachment ? known.get(attachment.id)?.value : undefined;
  return value?.kind === attachment?.kind ? value : undefined;
}

/** Return the title that a message gives to what it carries, or nothing. */
export function attachmentTitle({ text }: AttachmentRead): string {
  return typeof text['title'] === 'string' ? text['title'] : '';
}
