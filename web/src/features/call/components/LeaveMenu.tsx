import { t } from '@/shared/i18n/text';
import { Menu } from '@/shared/ui/Menu';
import { useOverlays } from '@/shared/ui/Overlays';
import { endCall } from '../api';
import type { CallSession } from '../session/session';

interface Props {
  readonly session: CallSession;
  readonly onClose: () => void;
}

/** For staff: leave, or end the call for all. */
export function LeaveMenu({ session, onClose }: Props) {
  const { confirm, noteFailure } = useOverlays();
  const end = async () => {
    const question = { title: t('call.endTitle'), text: t('call.endText'), confirm: t('call.endDo') };
    if (await confirm({ ...question, isDestructive: true })) await endCall(session.callId);
  };
  return (
    <Menu
      label={t('call.leave')}
      onClose={onClose}
      choices={[
        { key: 'leave', title: t('call.leaveOnly'), onChoose: () => void session.leave() },
        {
          key: 'end',
          title: t('call.endAll'),
          isDestructive: true,
          onChoose: () => void end().catch(noteFailure),
        },
      ]}
    />
  );
}
