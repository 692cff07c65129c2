import { Button } from '@vkontakte/vkui';
import { useCallback, useEffect } from 'react';
import type { JoinedCall, LessonEntry } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { timeOfDay } from '@/shared/i18n/time';
import { connectAddress } from '@/shared/school/connect';
import { doorAddress } from '@/shared/school/door';
import { TextSkeleton } from '@/shared/ui/Skeletons';
import { Stage } from '@/shared/ui/Stage';
import { enterLesson, lessonEntry } from '../api';
import { standingOfLesson } from '../model/doors';
import { useDoor } from '../useDoor';
import { DoorScreen } from './DoorScreen';
import { OtherRunning } from './OtherRunning';
import { ToldScreen } from './ToldScreen';

interface Props {
  readonly lessonId: string;
  /** Who is signed in, for whom the lesson is not. */
  readonly signedAs: string;
  /** The call that runs in this tab; the lesson's own is gone back to. */
  readonly runningCallId: string | undefined;
  readonly onRunning: (callId: string) => void;
  readonly onAdmitted: (admitted: JoinedCall) => void;
  readonly onLeave: () => void;
  readonly onChat: (chatId: string) => void;
  readonly onLesson: (lessonId: string) => void;
  /** Signs out, so that somebody else signs in and comes back here. */
  readonly onOtherProfile: () => void;
}

/** `/lesson/…`: says when the lesson opens and opens by itself, waits for the teacher, and enters. */
export function LessonDoor({ lessonId, signedAs, onAdmitted, onLeave, onChat, ...ways }: Props) {
  const { runningCallId, onRunning } = ways;
  const door = useDoor({
    question: lessonEntry(lessonId),
    standingOf: standingOfLesson,
    join: useCallback((device) => enterLesson(lessonId, device), [lessonId]),
    onAdmitted,
  });
  const entry = door.told;
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
  return (
    <Stage section={t('join.lesson')} home="/">
      <DoorScreen
        door={door}
        title={entry ? t('join.lessonTitle', { title: entry.title, class: entry.class_title }) : ''}
        about={entry ? aboutOf(entry) : []}
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

function aboutOf({ starts_at, ends_at, role, child, state }: LessonEntry): readonly string[] {
  const lines = [t('join.lessonTime', { from: timeOfDay(starts_at), to: timeOfDay(ends_at) })];
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

/** The lesson is none of this profile's: not linked, or somebody else is signed in. */
function NotMine({ lessonId, signedAs, onOtherProfile, onLeave }: NotMineProps) {
  return (
    <ToldScreen why="unknown_lesson" title={t('join.signedAs', { name: signedAs })}>
      <Button Component="a" href={connectAddress({ returnTo: doorAddress(lessonId) })} size="l" stretched>
        {t('join.connect')}
      </Button>
      <Button size="l" stretched mode="secondary" onClick={onOtherProfile}>
        {t('join.otherProfile')}
      </Button>
      <Button size="l" stretched mode="tertiary" onClick={onLeave}>
        {t('join.back')}
      </Button>
    </ToldScreen>
  );
}
