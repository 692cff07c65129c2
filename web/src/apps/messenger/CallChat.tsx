import { useChat } from '@/data/messenger/hooks';
import { Conversation } from './Conversation';
import { MissingChat } from './MissingChat';

const nothing = () => undefined;

/** The chat of a call, beside the stage. */
export function CallChat({ chatId }: { chatId: string }) {
  const details = useChat(chatId);
  if (!details) return <MissingChat chatId={chatId} />;
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
