import { useCallback, useEffect } from 'react';
import { useMembers, useUnread } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import type { CallSession } from '@/features/call/session/session';
import { useCallState } from '@/features/call/session/store';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { useAnnouncementsElsewhere } from './useAnnouncements';

/** Tells a running call what is unread in its chat, and while the chat is not on the screen who writes there. */
export function CallNews({ session }: { session: CallSession }) {
  const chatId = useCallState(session, ({ roster }) => roster.call.chat_id);
  const unread = useUnread(chatId);
  useEffect(() => session.countUnread(unread), [session, unread]);
  useOwnCard(chatId, session.callId, unread);
  useWritten(session, chatId);
  return null;
}

/** Who is in a call has seen its card: where that alone is unread, nothing is. */
function useOwnCard(chatId: string, callId: string, unread: number): void {
  const sync = useSync();
  useEffect(() => {
    const chat = unread === 1 ? sync.snapshot.world.chats.get(chatId) : undefined;
    const last = chat?.messages.get(chat.lastNumber)?.value;
    if (last?.attachment?.id === callId) sync.markRead(chatId, last.number);
  }, [sync, chatId, callId, unread]);
}

/** Tell the call of each message that is written in its chat. */
function useWritten(session: CallSession, chatId: string): void {
  const { members } = useMembers(chatId);
  const nameOf = useCallback(
    (id: string) => {
      const member = members.find(({ profile_id }) => profile_id === id);
      return member ? calledName(member) : t('messages.somebody');
    },
    [members],
  );
  useAnnouncementsElsewhere(chatId, nameOf, (name, words) =>
    session.announce({ key: 'call.wrote', values: { name, words }, isLoud: true }),
  );
}
