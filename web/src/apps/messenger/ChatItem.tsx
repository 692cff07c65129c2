import { memo, useEffect, useMemo } from 'react';
import type { ChatSummary } from '@/data/messenger/chat-list';
import { useChatSummary } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import { ChatRow, type RowActs } from '@/features/chats/components/ChatRow';
import { Ticks } from '@/features/messages/components/Ticks';
import { peopleIn } from '@/features/messages/kinds/service/words';
import { inOnePiece, ticksOf } from '@/features/messages/model/shown';
import { rowOf } from './rows';

interface Props {
  readonly chatId: string;
  readonly isOpen: boolean;
  readonly acts: RowActs;
}

/** A chat in the list, with the state of the person's own last message; drawn again only when it has changed. */
export const ChatItem = memo(function ChatItem({ chatId, ...props }: Props) {
  const chat = useChatSummary(chatId);
  return chat && <KnownItem chat={chat} {...props} />;
});

function KnownItem({ chat, isOpen, acts }: Omit<Props, 'chatId'> & { readonly chat: ChatSummary }) {
  useServiceMessagePeople(chat);
  const row = useMemo(() => rowOf(chat, isOpen), [chat, isOpen]);
  const own = chat.last?.isOwn && row.line.kind === 'message' ? inOnePiece(chat.last) : undefined;
  return (
    <ChatRow
      chat={row}
      isOpen={isOpen}
      acts={acts}
      ticks={own && <Ticks state={ticksOf(own, chat.readByOthers)} />}
    />
  );
}

/** The people in a service message must be known before its text can be built. */
function useServiceMessagePeople({ id, last, members }: ChatSummary): void {
  const sync = useSync();
  const unknown = peopleIn(last?.message.service?.params ?? {}).find((one) => !members.has(one));
  useEffect(() => {
    if (unknown !== undefined) sync.reader.readMembers(id).catch(() => undefined);
  }, [sync, id, unknown]);
}
