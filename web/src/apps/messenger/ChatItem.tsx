import { memo, useEffect, useMemo } from 'react';
import type { ChatSummary } from '@/data/messenger/chat-list';
import { useChatSummary, useFreshness } from '@/data/messenger/hooks';
import { useOpenCall } from '@/data/messenger/open-calls';
import { useSync } from '@/data/messenger/SyncProvider';
import { ChatRow, type RowActs } from '@/features/chats/components/ChatRow';
import { Ticks } from '@/features/messages/components/Ticks';
import { kindOf } from '@/features/messages/kinds/kinds';
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
  const hasCall = useOpenCall(chat.id) !== undefined;
  const row = useMemo(() => rowOf(chat, isOpen, hasCall), [chat, isOpen, hasCall]);
  const own = chat.last?.isOwn && row.line.kind === 'message' ? inOnePiece(chat.last) : undefined;
  const ticks = chat.unsent ?? (own && ticksOf(own, chat.readByOthers));
  useNamedPeople(chat);
  useLastAuthor(chat);
  useFreshness(chat.id, ticks === 'sent');
  return <ChatRow chat={row} isOpen={isOpen} acts={acts} ticks={ticks && <Ticks state={ticks} />} />;
}

/** The people whom a message names must be known before its text can be built. */
function useNamedPeople({ id, last, members }: ChatSummary): void {
  const sync = useSync();
  const people = last && kindOf(last.message).peopleIn?.(last.message);
  const unknown = people?.find((one) => !members.has(one));
  useEffect(() => {
    if (unknown !== undefined) sync.reader.readMembers(id).catch(() => undefined);
  }, [sync, id, unknown]);
}

/** A message tells only the id of its author; the view of the chat names them. */
function useLastAuthor({ id, chat, last, lastAuthor }: ChatSummary): void {
  const sync = useSync();
  const isMissing =
    chat.kind !== 'dialog' && last && !last.isOwn && last.message.author_id !== null && !lastAuthor;
  const unnamed = isMissing ? last.key : undefined;
  useEffect(() => {
    if (unnamed !== undefined) void sync.refreshChat(id);
  }, [sync, id, unnamed]);
}
