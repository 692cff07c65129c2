import { useCallback } from 'react';
import { t } from '@/shared/i18n/text';
import { useOverlays } from '@/shared/ui/Overlays';
import { endLesson } from './api';
import type { CallSession } from './session/session';

/** Return the function that ends the lesson of a call, with the call where that goes on, after asking. */
export function useEndLesson(): (session: CallSession) => void {
  const { confirm, noteFailure } = useOverlays();
  return useCallback(
    async ({ callId, snapshot }) => {
      const isOver = snapshot.roster.call.state === 'ended';
      const isSure = await confirm({
        title: t(isOver ? 'call.endOpenLessonTitle' : 'call.endLessonTitle'),
        text: t(isOver ? 'call.endOpenLessonText' : 'call.endLessonText'),
        confirm: t('call.endLessonDo'),
        isDestructive: true,
      });
      if (isSure) await endLesson(callId).catch(noteFailure);
    },
    [confirm, noteFailure],
  );
}
