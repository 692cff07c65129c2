import type { AttachmentRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import type { Attachment } from '@/shared/sync/attachments';
import { wordsOf } from './attachments';
import { plainText } from './formatting';
import { type NameOf, type Params, serviceText } from './service-text';

interface Previewed {
  readonly kind: 'text' | 'service' | 'card';
  readonly text: string;
  readonly service: { readonly code: string; readonly params: Params } | null;
  readonly attachment: AttachmentRead | null;
  readonly files: readonly { readonly kind: 'picture' | 'file'; readonly name: string }[];
  readonly deleted_at: string | null;
}

/**
 * Return a message in one line, for the list of chats and quotes; also the text of a service message. `value` is
 * the present state of what it carries.
 */
export function previewOf(message: Previewed, nameOf: NameOf, value?: Attachment): string {
  if (message.deleted_at) return t('messages.deleted');
  if (message.service) return serviceText(message.service.code, message.service.params, nameOf);
  const words = plainText(message.text) || filesInWords(message.files);
  return words || !message.attachment ? words : wordsOf(message.attachment, value);
}

function filesInWords(files: Previewed['files']): string {
  const [first] = files;
  if (!first) return '';
  if (files.every(({ kind }) => kind === 'picture')) return t('messages.pictures', { count: files.length });
  return files.length === 1 ? first.name : t('messages.files', { count: files.length });
}
