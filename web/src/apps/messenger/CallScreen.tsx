import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSync } from '@/data/messenger/SyncProvider';
import { otherOf } from '@/data/messenger/summary';
import { CallStage } from '@/features/call/components/CallStage';
import type { OverReason } from '@/features/call/model/retry';
import { useCall } from '@/features/call/session/running';
import { CallEntryScreen } from '@/features/join/components/CallEntryScreen';
import { titleOf } from '@/shared/person/person';
import { CallBoard } from './CallBoard';
import { CallChat } from './CallChat';
import { CallEvents } from './CallEvents';
import { CallNews } from './CallNews';
import { useAtOnce } from './useAtOnce';
import { useWaysBack } from './useCalls';
import { useMayEnterAtOnce } from './useMayEnterAtOnce';
import { useOver } from './useOver';
import { usePreparation, useStartCall } from './useStartCall';

/** The call in the whole window, or its entry screen. */
export function CallScreen({ callId }: { callId: string }) {
  const navigate = useNavigate();
  const session = useCall();
  const running = session?.callId === callId ? session : undefined;
  const { goBack, minimise } = useWaysBack();
  const tellOver = useOver();
  const nameOf = useChatName();
  // After leaving, the person returns to where they were, not to the entry screen.
  const [hasBeenIn, setHasBeenIn] = useState(false);
  if (running && !hasBeenIn) setHasBeenIn(true);

  if (running) {
    const { chat_id } = running.snapshot.roster.call;
    const leave = (reason: OverReason) => {
      tellOver(running, reason);
      if (reason === 'left' || reason === 'ended') goBack(chat_id);
      else setHasBeenIn(false);
    };
    return (
      <>
        <CallStage
          session={running}
          chat={<CallChat chatId={chat_id} />}
          notices={<CallEvents session={running} />}
          board={<CallBoard session={running} />}
          name={nameOf(chat_id)}
          onMinimise={() => minimise(chat_id)}
          onLeft={leave}
        />
        <CallNews session={running} />
      </>
    );
  }
  if (hasBeenIn) return null;
  return (
    <Entry
      callId={callId}
      onLeave={() => goBack()}
      onChat={(chatId) => void navigate({ to: '/chats/$chatId', params: { chatId } })}
    />
  );
}

/** Return the function that gives a known chat's title. */
function useChatName(): (chatId: string) => string {
  const sync = useSync();
  return (chatId) => {
    const chat = sync.snapshot.world.chats.get(chatId);
    return chat ? titleOf(chat.chat.value, otherOf(chat)) : '';
  };
}

interface EntryProps {
  readonly callId: string;
  readonly onLeave: () => void;
  readonly onChat: (chatId: string) => void;
}

function Entry({ callId, onLeave, onChat }: EntryProps) {
  const begin = useStartCall();
  usePreparation();
  const nameOf = useChatName();
  const mayEnter = useMayEnterAtOnce(useAtOnce());
  if (mayEnter === undefined) return null;
  return (
    <CallEntryScreen
      callId={callId}
      titleOf={nameOf}
      isAccepted={mayEnter}
      onAdmitted={begin}
      onLeave={onLeave}
      onChat={onChat}
    />
  );
}
