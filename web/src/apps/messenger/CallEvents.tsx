import { useEffect } from 'react';
import { useChat } from '@/data/messenger/hooks';
import type { CallSession } from '@/features/call/session/session';
import { useCallState } from '@/features/call/session/store';
import { Calling } from '@/features/ringing/components/Calling';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';

/** Accompanies a running call, among its notices: «Звоним…», how it ended, and a question before the tab closes. */
export function CallEvents({ session }: { session: CallSession }) {
  const call = useCallState(session, ({ roster }) => roster.call);
  const isAlone = useCallState(session, ({ roster }) => roster.participants.size === 1);
  const details = useChat(call.chat_id);
  const { note } = useOverlays();
  const isRinging = isAlone && details?.chat.kind === 'dialog' && call.state === 'open';
  const reason = call.end_reason;
  useEffect(() => {
    if (isAlone && (reason === 'refused' || reason === 'missed'))
      note({ text: t(`ringing.ended.${reason}`) });
  }, [isAlone, reason, note]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (session.snapshot.phase !== 'over') event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [session]);
  if (!isRinging) return null;
  return <Calling name={details.title} />;
}
