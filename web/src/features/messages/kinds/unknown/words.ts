import { attachmentTitle } from '@/data/messenger/attachments';
import { t } from '@/shared/i18n/text';
import { plainText } from '../../model/formatting';
import type { Previewed } from '../kind';

/** Return what can be said of a message of a kind that this page does not know. */
export function unknownWords({ text, attachment }: Pick<Previewed, 'text' | 'attachment'>): string {
  return plainText(text) || (attachment && attachmentTitle(attachment)) || t('messages.unknown');
}
