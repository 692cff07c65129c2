import { Button } from '@vkontakte/vkui';
import { useCallback, useEffect } from 'react';
import type { JoinedCall, LessonEntry } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { saidAsSchoolTime, timeOfDay } from '@/shared/i18n/time';
import { connectAddress } from '@/shared/school/connect';
import { lessonEntryAddress } from '@/shared/school/lesson-entry';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { enterLesson, lessonEntry } from '../api';
import { lessonEntryState } from '../model/entry-state';
import { useEntryFlow } from '../useEntryFlow';
import { EntryScreen } from './EntryScreen';
import { OtherRunning } from './OtherRunning';
import { StatusScreen } from './StatusScreen';

interface Props {
  readonly lessonId: string;
  /** The name of the signed-in person. */
  readonly signedAs: string;
  /** True if the journal of somebody else has led here. */
  readonly isSomebodyElse: boolean;
  /** The call of this tab; if it is the lesson's, it is returned to. */
  readonly runningCallId: string | undefined;
  readonly onRunning: (callId: string) => void;
  readonly onAdmitted: (admitted: JoinedCall) => void;
  readonly onLeave: () => void;
  readonly onChat: (chatId: string) => void;
  readonly onLesson: (lessonId: string) => void;
  /** Signs out, so that somebody else can sign in and return here. */
  readonly onOtherProfile: () => void;
  /** Enters as the signed-in person all the same. */
  readonly onSamePerson: () => void;
}

/** `/lesson/…`: shows when the lesson opens, waits for the teacher, and enters. */
export function LessonEntryScreen({ lessonId, signedAs, onAdmitted, onLeave, onChat, ...ways }: Props) {
  const { runningCallId, onRunning } = ways;
  const flow = useEntryFlow({
    question: lessonEntry(lessonId),
    stateOf: lessonEntryState,
    join: useCallback((joining) => enterLesson(lessonId, joining), [lessonId]),
    onAdmitted,
  });
  const entry = flow.status;
  const chatId = entry?.chat_id;
  const isRunning = runningCallId !== undefined && entry?.call_id === runningCallId;
  useEffect(() => {
    if (isRunning) onRunning(runningCallId);
  }, [isRunning, runningCallId, onRunning]);
  if (isRunning) {
    return (
      <Stage section={t('join.lesson')} home="/">
        <TextSkeleton rows={6} />
      </Stage>
    );
  }
  if (ways.isSomebodyElse) {
    return (
      <Stage section={t('join.lesson')} home="/">
        <StatusScreen why="somebody_else" title={t('join.signedAs', { name: signedAs })}>
          <Button size="l" stretched onClick={ways.onOtherProfile}>
            {t('join.otherProfile')}
          </Button>
          <Button size="l" stretched mode="secondary" onClick={ways.onSamePerson}>
            {t('join.enterAs', { name: signedAs })}
          </Button>
          <Button size="l" stretched mode="tertiary" onClick={onLeave}>
            {t('join.back')}
          </Button>
        </StatusScreen>
      </Stage>
    );
  }
  return (
    <Stage section={t('join.lesson')} home="/">
      <EntryScreen
        flow={flow}
        heading={t('join.lessonHeading')}
        title={entry ? t('join.lessonTitle', { title: entry.title, class: entry.class_title }) : ''}
        about={entry ? [...aboutOf(entry), t('join.signedAs', { name: signedAs })] : []}
        unknown={
          <NotMine
            lessonId={lessonId}
            signedAs={signedAs}
            onOtherProfile={ways.onOtherProfile}
            onLeave={onLeave}
          />
        }
        onLeave={onLeave}
        ways={() => (
          <>
            {chatId && (
              <Button size="l" stretched mode="secondary" onClick={() => onChat(chatId)}>
                {t('join.toChat')}
              </Button>
            )}
            <Button size="l" stretched mode="tertiary" onClick={onLeave}>
              {t('join.back')}
            </Button>
          </>
        )}
        otherRunning={(otherId, title) => (
          <OtherRunning
            lessonId={otherId}
            title={title}
            wanted={entry?.title ?? ''}
            onGo={() => ways.onLesson(otherId)}
            onLeave={onLeave}
          />
        )}
      />
    </Stage>
  );
}

function aboutOf({ starts_at, ends_at, time_zone, role, child, state }: LessonEntry): readonly string[] {
  const hours = { from: timeOfDay(starts_at, time_zone), to: timeOfDay(ends_at, time_zone) };
  const lines = [saidAsSchoolTime(t('join.lessonTime', hours), starts_at, time_zone)];
  if (role === 'guardian') lines.push(t('join.asGuardian', { child: child ?? '' }));
  if (role === 'teacher') lines.push(t('join.asTeacher'));
  else if (state === 'waiting_for_teacher') lines.push(t('join.teacherIsNotThere'));
  return lines;
}

interface NotMineProps {
  readonly lessonId: string;
  readonly signedAs: string;
  readonly onOtherProfile: () => void;
  readonly onLeave: () => void;
}

/** The lesson is not this profile's: not linked, or somebody else is signed in. */
function NotMine({ lessonId, signedAs, onOtherProfile, onLeave }: NotMineProps) {
  return (
    <StatusScreen why="unknown_lesson" title={t('join.signedAs', { name: signedAs })}>
      <Button
        Component="a"
        href={connectAddress({ returnTo: lessonEntryAddress(lessonId) })}
        size="l"
        stretched
      >
        {t('join.connect')}
      </Button>
      <Button size="l" stretched mode="secondary" onClick={onOtherProfile}>
        {t('join.otherProfile')}
      </Button>
      <Button size="l" stretched mode="tertiary" onClick={onLeave}>
        {t('join.back')}
      </Button>
    </StatusScreen>
  );
}
