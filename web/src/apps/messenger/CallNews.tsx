import { useCallback, useEffect } from 'react';
import { useMembers, useSnapshot, useUnread } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import { unreadNumberOf } from '@/data/messenger/summary';
import type { CallSession } from '@/features/call/session/session';
import { useCallState } from '@/features/call/session/store';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { useAnnouncementsElsewhere } from './useAnnouncements';

/** Tells a running call what is unread in its chat, and while the chat is not on the screen who writes there. */
export function CallNews({ session }: { session: CallSession }) {
  const chatId = useCallState(session, ({ roster }) => roster.call.chat_id);
  const unread = useUnreadInCall(chatId, session.callId);
  useEffect(() => session.countUnread(unread), [session, unread]);
  useWritten(session, chatId);
  return null;
}

/** Count what is unread beside a call: who is in it has seen its card, and where that alone is unread, nothing is. */
function useUnreadInCall(chatId: string, callId: string): number {
  const sync = useSync();
  const unread = useUnread(chatId);
  const card = useSnapshot(({ world, localReadNumbers }) => {
    const chat = world.chats.get(chatId);
    return chat && unreadNumberOf(chat, callId, localReadNumbers.get(chatId));
  });
  const others = card === undefined ? unread : unread - 1;
  useEffect(() => {
    if (card !== undefined && others === 0) sync.markRead(chatId, card);
  }, [sync, chatId, card, others]);
  return others;
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
