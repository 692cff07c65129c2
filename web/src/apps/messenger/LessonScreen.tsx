import { useNavigate } from '@tanstack/react-router';
import { useMe } from '@/data/messenger/hooks';
import { useSync } from '@/data/messenger/SyncProvider';
import { LessonEntryScreen } from '@/features/join/components/LessonEntryScreen';
import { calledName } from '@/shared/person/person';
import { useOverlays } from '@/shared/ui/Overlays';
import { useCalls, useWaysBack } from './useCalls';
import { usePreparation, useStartCall } from './useStartCall';

interface Props {
  readonly lessonId: string;
  /** The profile of the person whose journal has led here. */
  readonly profile: string | undefined;
}

/** The entry screen of a distance lesson, connected to the messenger. */
export function LessonScreen({ lessonId, profile }: Props) {
  const navigate = useNavigate();
  const sync = useSync();
  const me = useMe();
  const begin = useStartCall();
  const { goBack } = useWaysBack();
  const { runningId, enter } = useCalls();
  const { noteFailure } = useOverlays();
  usePreparation();
  return (
    <LessonEntryScreen
      lessonId={lessonId}
      signedAs={calledName(me)}
      isSomebodyElse={profile !== undefined && profile !== me.id}
      runningCallId={runningId}
      onRunning={enter}
      onAdmitted={begin}
      onLeave={() => goBack()}
      onChat={(chatId) => void navigate({ to: '/chats/$chatId', params: { chatId } })}
      onLesson={(other) => void navigate({ to: '/lesson/$lessonId', params: { lessonId: other } })}
      onOtherProfile={() => void sync.signOut().catch(noteFailure)}
      onSamePerson={() => void navigate({ to: '/lesson/$lessonId', params: { lessonId }, replace: true })}
    />
  );
}
