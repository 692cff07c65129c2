import { t } from '@/shared/i18n/text';
import { Menu } from '@/shared/ui/Menu';
import { useOverlays } from '@/shared/ui/Overlays';
import { endCall } from '../api';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';
import { useEndLesson } from '../useEndLesson';

interface Props {
  readonly session: CallSession;
  readonly onClose: () => void;
}

/** For who leads: leave it to the others, end the call for all, and of a lesson end that, too. */
export function LeaveMenu({ session, onClose }: Props) {
  const { confirm, noteFailure } = useOverlays();
  const isLesson = useCallState(session, ({ roster }) => roster.call.is_lesson);
  const end = async () => {
    const question = { title: t('call.endTitle'), text: t('call.endText'), confirm: t('call.endDo') };
    if (await confirm({ ...question, isDestructive: true })) await endCall(session.callId);
  };
  const endBoth = useEndLesson();
  return (
    <Menu
      label={t('call.leave')}
      onClose={onClose}
      choices={[
        {
          key: 'leave',
          title: t(isLesson ? 'call.leaveForAWhile' : 'call.leaveOnly'),
          onChoose: () => void session.leave(),
        },
        {
          key: 'end',
          title: t('call.endAll'),
          isDestructive: true,
          onChoose: () => void end().catch(noteFailure),
        },
        ...(isLesson
          ? [
              {
                key: 'lesson',
                title: t('call.endLesson'),
                isDestructive: true,
                onChoose: () => endBoth(session),
              },
            ]
          : []),
      ]}
    />
  );
}
