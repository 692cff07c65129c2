/** What messages carry, in words. Pure. */
import type { AttachmentRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { type Attachment, attachmentTitle, type ValueOf } from '@/shared/sync/attachments';
import { callWords } from './calls';

/** The words of each kind that has better ones than the title of its message. */
const WORDS: { readonly [K in Attachment['kind']]?: (value: ValueOf<K>) => string } = {
  call_card: callWords,
};

/** Return what a message carries in one line; `value` is its present state, if it is known. */
export function wordsOf(attachment: AttachmentRead, value: Attachment | undefined): string {
  const byKind: Readonly<Record<string, ((value: never) => string) | undefined>> = WORDS;
  const words = value && byKind[value.kind]?.(value.value as never);
  return words ?? (attachmentTitle(attachment) || t('messages.attachment'));
}
