import { attachmentTitle } from '@/data/messenger/attachments';
import { t } from '@/shared/i18n/text';
import type { MessageKind, PreviewContext, Previewed } from '../kind';
import { CallMessage } from './CallCard';
import { callWords } from './words';

/** The card of a call. */
export const callKind: MessageKind = {
  name: 'call_card',
  layout: 'row',
  View: CallMessage,
  preview,
  actions: ['pin', 'unpin'],
  takesReactions: false,
  joinsGroups: false,
  alert: (_message, { value, isDialog }) => {
    // In a dialog a call rings by itself; elsewhere there is one notification when it can be entered.
    const isOpen = value?.kind === 'call_card' && value.value.state === 'open';
    return isOpen && !isDialog ? t('messages.call.running') : undefined;
  },
};

function preview({ attachment }: Previewed, { value, isOwn = false }: PreviewContext): string {
  if (value?.kind === 'call_card') return callWords(value.value, isOwn);
  return (attachment && attachmentTitle(attachment)) || t('messages.call.call');
}
