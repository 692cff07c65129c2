import { t } from '@/shared/i18n/text';
import { type CallCard, callWords } from './calls';
import { plainText } from './formatting';
import { type NameOf, type Params, serviceText } from './service-text';

interface Previewed {
  readonly kind: 'text' | 'service' | 'call';
  readonly text: string;
  readonly service: { readonly code: string; readonly params: Params } | null;
  readonly card?: CallCard | null;
  readonly files: readonly { readonly kind: 'picture' | 'file'; readonly name: string }[];
  readonly deleted_at: string | null;
}

/** Return a message in one line, for the list of chats and quotes; also the text of a service message. */
export function previewOf(message: Previewed, nameOf: NameOf): string {
  if (message.deleted_at) return t('messages.deleted');
  if (message.service) return serviceText(message.service.code, message.service.params, nameOf);
  if (message.card) return callWords(message.card);
  return plainText(message.text) || filesInWords(message.files);
}

function filesInWords(files: Previewed['files']): string {
  const [first] = files;
  if (!first) return '';
  if (files.every(({ kind }) => kind === 'picture')) return t('messages.pictures', { count: files.length });
  return files.length === 1 ? first.name : t('messages.files', { count: files.length });
}
