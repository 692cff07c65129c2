import { useSync } from '@/data/messenger/SyncProvider';
import { otherOf } from '@/data/messenger/summary';
import { NewCallScreen } from '@/features/join/components/NewCallScreen';
import { titleOf } from '@/shared/person/person';
import { useAtOnce } from './useAtOnce';
import { useWaysBack } from './useCalls';
import { useMayEnterAtOnce } from './useMayEnterAtOnce';
import { usePreparation, useStartCall } from './useStartCall';

/** A call that the person starts in a chat: in a dialog at once when it is pressed, where the devices were used before. */
export function NewCall({ chatId }: { chatId: string }) {
  const chat = useSync().snapshot.world.chats.get(chatId);
  const isDialog = chat?.chat.value.kind === 'dialog';
  const begin = useStartCall();
  const { goBack } = useWaysBack();
  usePreparation();
  const isAsked = useAtOnce();
  const mayEnter = useMayEnterAtOnce(isAsked && isDialog);
  if (mayEnter === undefined) return null;
  return (
    <NewCallScreen
      chatId={chatId}
      title={chat ? titleOf(chat.chat.value, otherOf(chat)) : ''}
      isRinging={isDialog}
      isAtOnce={mayEnter}
      onAdmitted={begin}
      onLeave={() => goBack(chatId)}
    />
  );
}
