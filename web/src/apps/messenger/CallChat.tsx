import { useChat } from '@/data/messenger/hooks';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Conversation } from './Conversation';

const nothing = () => undefined;

/** The chat of a call, beside the stage. */
export function CallChat({ chatId }: { chatId: string }) {
  const details = useChat(chatId);
  if (!details) return <EmptyState title={t('chats.gone')} />;
  return (
    <Conversation
      details={details}
      message={undefined}
      isAboutOpen={false}
      onAbout={nothing}
      onBack={undefined}
      isInCall
    />
  );
}
