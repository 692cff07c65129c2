import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { CallStage } from '@/features/call/components/CallStage';
import type { OverReason } from '@/features/call/model/retry';
import { useCall } from '@/features/call/session/store';
import { CallDoor } from '@/features/join/components/CallDoor';
import { useSync } from '@/shared/sync/SyncProvider';
import { CallBoard } from './CallBoard';
import { CallChat } from './CallChat';
import { CallWatch } from './CallWatch';
import { titleOf } from './rows';
import { useBegin, usePreparation, useWayBack } from './useCalls';
import { useMayEnterAtOnce } from './useMayEnterAtOnce';

interface Props {
  readonly callId: string;
  /** The call was begun or accepted a moment ago. */
  readonly isAtOnce: boolean;
}

/** The call in the whole window, or its door. */
export function CallScreen({ callId, isAtOnce }: Props) {
  const navigate = useNavigate();
  const session = useCall();
  const running = session?.callId === callId ? session : undefined;
  const goBack = useWayBack();
  // Who has left is on the way back, and not at the door again.
  const [hasBeenIn, setHasBeenIn] = useState(false);
  if (running && !hasBeenIn) setHasBeenIn(true);

  if (running) {
    const { chat_id } = running.picture.roster.call;
    const leave = (reason: OverReason) => {
      if (reason === 'left' || reason === 'ended') goBack(chat_id);
      else setHasBeenIn(false);
    };
    return (
      <>
        <CallStage
          session={running}
          chat={<CallChat chatId={chat_id} />}
          board={<CallBoard session={running} />}
          onMinimise={() => goBack(chat_id)}
          onLeft={leave}
        />
        <CallWatch session={running} />
      </>
    );
  }
  if (hasBeenIn) return null;
  return (
    <Door
      callId={callId}
      isAtOnce={isAtOnce}
      onLeave={() => goBack()}
      onChat={(chatId) => void navigate({ to: '/chats/$chatId', params: { chatId } })}
    />
  );
}

interface DoorProps extends Props {
  readonly onLeave: () => void;
  readonly onChat: (chatId: string) => void;
}

function Door({ callId, isAtOnce, onLeave, onChat }: DoorProps) {
  const sync = useSync();
  const begin = useBegin();
  usePreparation();
  const mayEnter = useMayEnterAtOnce(isAtOnce);
  if (mayEnter === undefined) return null;
  const nameOf = (chatId: string) => {
    const chat = sync.snapshot.world.chats.get(chatId);
    if (!chat) return '';
    const other = chat.otherId === undefined ? undefined : chat.members.get(chat.otherId)?.value;
    return titleOf(chat.chat.value.title, other);
  };
  return (
    <CallDoor
      callId={callId}
      titleOf={nameOf}
      isAccepted={mayEnter}
      onAdmitted={begin}
      onLeave={onLeave}
      onChat={onChat}
    />
  );
}
