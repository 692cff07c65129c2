import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { ChatRow } from '@/features/chats/components/ChatRow';
import { Ticks } from '@/features/messages/components/Ticks';
import { peopleIn } from '@/features/messages/kinds/service/words';
import { inOnePiece, ticksOf } from '@/features/messages/model/shown';
import type { ChatSummary } from '@/shared/sync/hooks';
import { useSync } from '@/shared/sync/SyncProvider';
import { rowOf } from './rows';

interface Props {
  readonly chat: ChatSummary;
  readonly isOpen: boolean;
  readonly onOpened?: () => void;
}

/** A chat in the list, with the state of the person's own last message. */
export function ChatItem({ chat, isOpen, onOpened }: Props) {
  const sync = useSync();
  const navigate = useNavigate();
  useServiceMessagePeople(chat);
  const row = useMemo(() => {
    const members = sync.snapshot.world.chats.get(chat.id)?.members;
    return rowOf(chat, (id) => members?.get(id)?.value, isOpen);
  }, [sync, chat, isOpen]);
  const open = useCallback(
    (chatId: string) => {
      onOpened?.();
      void navigate({ to: '/chats/$chatId', params: { chatId } });
    },
    [navigate, onOpened],
  );
  const own = chat.last?.isOwn && row.line.kind === 'message' ? inOnePiece(chat.last) : undefined;
  return (
    <ChatRow
      chat={row}
      isOpen={isOpen}
      onOpen={open}
      ticks={own && <Ticks state={ticksOf(own, chat.readByOthers)} />}
    />
  );
}

/** The people in a service message must be known before its text can be built. */
function useServiceMessagePeople({ id, last }: ChatSummary): void {
  const sync = useSync();
  const members = sync.snapshot.world.chats.get(id)?.members;
  const unknown = peopleIn(last?.message.service?.params ?? {}).find((one) => !members?.has(one));
  useEffect(() => {
    if (unknown !== undefined) sync.reader.readMembers(id).catch(() => undefined);
  }, [sync, id, unknown]);
}
