import { useChatSummary } from '@/data/messenger/hooks';
import { lastNumber } from '@/data/messenger/known-chat';
import { useSync } from '@/data/messenger/SyncProvider';
import { useMarkUnread, useMute } from '@/features/chats/api';
import { type ChatActName, ChatMenu } from '@/features/chats/components/ChatMenu';
import type { Point } from '@/shared/ui/point';
import { useAbout } from './useAbout';

interface Props {
  readonly chatId: string;
  readonly at: Point;
  readonly isChoosingMute: boolean;
  readonly onChooseMute: () => void;
  readonly onClose: () => void;
}

/** The menu of a chat in the list. What it changes comes back through the stream. */
export function ChatItemMenu({ chatId, at, isChoosingMute, onChooseMute, onClose }: Props) {
  const sync = useSync();
  const showAbout = useAbout();
  const chat = useChatSummary(chatId);
  const mark = useMarkUnread(chatId);
  const mute = useMute(chatId);
  if (!chat) return null;
  const acts: Readonly<Record<ChatActName, () => void>> = {
    markUnread: () => mark.mutate(true),
    markRead: () => {
      const known = sync.snapshot.world.chats.get(chatId);
      if (known && chat.unread > 0) sync.markRead(chatId, lastNumber(known));
      if (chat.isMarkedUnread) mark.mutate(false);
    },
    mute: onChooseMute,
    unmute: () => mute(null),
    about: () => showAbout(chatId, true),
  };
  return (
    <ChatMenu
      chat={chat}
      at={at}
      isChoosingMute={isChoosingMute}
      onAct={(name) => acts[name]()}
      onMute={mute}
      onClose={onClose}
    />
  );
}
