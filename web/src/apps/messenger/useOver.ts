import { useCallback } from 'react';
import type { OverReason } from '@/features/call/model/retry';
import type { CallSession } from '@/features/call/session/session';
import { useEndLesson } from '@/features/call/useEndLesson';
import type { TextKey } from '@/shared/i18n/keys';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';

/** Return the function that tells why a call is over; who has ended the call of a lesson may end that, too. */
export function useOver(): (session: CallSession, reason: OverReason) => void {
  const { note } = useOverlays();
  const endLesson = useEndLesson();
  return useCallback(
    (session, reason) => {
      const { roster } = session.snapshot;
      const { is_lesson, end_reason } = roster.call;
      if (reason === 'ended' && is_lesson && end_reason === 'ended' && roster.may.includes('end')) {
        const act = { title: t('call.endLessonDo'), onAct: () => endLesson(session) };
        return note({ text: t('call.lessonIsOpen'), act });
      }
      const words = overWords(reason, end_reason);
      if (words) note({ text: t(words) });
    },
    [note, endLesson],
  );
}

/** Return the words for a call that the person did not leave themselves. */
export function overWords(reason: OverReason, endReason: string | null): TextKey | undefined {
  switch (reason) {
    case 'left':
      return undefined;
    case 'removed':
      return 'join.status.removed';
    case 'moved':
      return 'join.moved';
    case 'locked':
      return 'join.status.locked';
    default:
      // Of a ring that was in vain the caller is told apart.
      if (endReason === 'refused' || endReason === 'missed') return undefined;
      return endReason === 'lesson' ? 'join.status.lesson_ended' : 'join.status.ended';
  }
}
