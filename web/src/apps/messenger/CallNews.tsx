import { useCallback, useEffect } from 'react';
import { useMembers, useUnread } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import { panel } from '@/features/call/panels/chat';
import type { CallSession } from '@/features/call/session/session';
import { useCallState } from '@/features/call/session/store';
import { t } from '@/shared/i18n/text';
import { calledName } from '@/shared/person/person';
import { useAnnouncements } from './useAnnouncements';

/** Tells a running call what is unread in its chat, and while the chat's panel is closed who writes there. */
export function CallNews({ session }: { session: CallSession }) {
  const chatId = useCallState(session, ({ roster }) => roster.call.chat_id);
  const isOpen = useCallState(session, (snapshot) => snapshot.panel === panel.name);
  const unread = useUnread(chatId);
  useEffect(() => session.countUnread(unread), [session, unread]);
  useOwnCard(chatId, session.callId, unread);
  return isOpen ? null : <Announced session={session} chatId={chatId} />;
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

function Announced({ session, chatId }: { session: CallSession; chatId: string }) {
  const { members } = useMembers(chatId);
  const nameOf = useCallback(
    (id: string) => {
      const member = members.find(({ profile_id }) => profile_id === id);
      return member ? calledName(member) : t('messages.somebody');
    },
    [members],
  );
  const onSaid = useCallback(
    (name: string, words: string) =>
      session.announce({ key: 'call.wrote', values: { name, words }, isLoud: true }),
    [session],
  );
  useAnnouncements(chatId, nameOf, onSaid);
  return null;
}
