import { useCallback, useEffect } from 'react';
import { useMembers, useUnread } from '@/data/messenger/hooks';
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
  return isOpen ? null : <Announced chatId={chatId} />;
}

function Announced({ chatId }: { chatId: string }) {
  const { members } = useMembers(chatId);
  const nameOf = useCallback(
    (id: string) => {
      const member = members.find(({ profile_id }) => profile_id === id);
      return member ? calledName(member) : t('messages.somebody');
    },
    [members],
  );
  useAnnouncements(chatId, nameOf);
  return null;
}
