import { Button } from '@vkontakte/vkui';
import { isApiError } from '@/shared/api/errors';
import type { LessonRead, RemoteLessonRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { whenInWords } from '@/shared/i18n/time';
import { Card } from '@/shared/ui/Card';
import forms from '@/shared/ui/forms.module.css';
import { useOverlays } from '@/shared/ui/Overlays';
import { useNow } from '@/shared/ui/useNow';
import { useEndLesson, useRemoteActs, useRunningLesson } from '../api';
import { type OtherLesson, otherLesson } from '../model/other-lesson';
import styles from './Lesson.module.css';
import { type Linked, WayIn } from './WayIn';

interface Props {
  readonly lesson: LessonRead;
  readonly remote: RemoteLessonRead | undefined;
  readonly zone: string;
  readonly linked: Linked;
}

/** The teacher's card of a distance lesson: create, publish, unpublish, join, end. */
export function RemoteCard({ lesson, remote, zone, linked }: Props) {
  const { create, remove, publish, takeBack } = useRemoteActs(lesson.id);
  const end = useEndLesson();
  const { confirm, note, noteFailure } = useOverlays();
  const state = remote?.state ?? 'none';
  const running = useRunningLesson(state === 'published');
  const other = running.data && running.data.lesson_id !== lesson.id ? running.data : undefined;

  const endOther = async ({ lesson_id, title }: OtherLesson) => {
    const agreed = await confirm({
      title: t('lesson.remote.otherTitle'),
      text: t('lesson.remote.otherText', { title }),
      confirm: t('lesson.remote.endOther'),
      isDestructive: true,
    });
    if (agreed) end.mutate(lesson_id, { onError: noteFailure });
  };
  const onError = (failure: unknown) => {
    const named = otherLesson(failure);
    if (named) void endOther(named);
    else if (!isApiError(failure, 'remote_lesson_exists')) noteFailure(failure);
  };
  const endThis = async () => {
    const agreed = await confirm({
      title: t('lesson.remote.endTitle'),
      text: t('lesson.remote.endText'),
      confirm: t('lesson.remote.end'),
      isDestructive: true,
    });
    if (agreed) {
      end.mutate(lesson.id, { onError, onSuccess: () => note({ text: t('lesson.remote.ended') }) });
    }
  };

  return (
    <Card title={t('lesson.remote.title')} hint={hintOf(lesson, remote, zone, useNow())}>
      {other && (
        <div className={forms['warning']} role="alert">
          <div>
            {t('lesson.remote.otherText', { title: other.title })}{' '}
            <button type="button" className={forms['link']} onClick={() => void endOther(other)}>
              {t('lesson.remote.endOther')}
            </button>
          </div>
        </div>
      )}
      {(state === 'published' || state === 'running') && (
        <WayIn remote={remote} zone={zone} isTeacher linked={linked} />
      )}
      <div className={styles['acts']}>
        {state === 'none' && lesson.state === 'planned' && (
          <Button size="l" loading={create.isPending} onClick={() => create.mutate(undefined, { onError })}>
            {t('lesson.remote.create')}
          </Button>
        )}
        {state === 'draft' && (
          <>
            <Button
              size="l"
              loading={publish.isPending}
              onClick={() => publish.mutate(undefined, { onError })}
            >
              {t('lesson.remote.publish')}
            </Button>
            <Button
              size="l"
              mode="tertiary"
              appearance="negative"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined, { onError })}
            >
              {t('lesson.remote.remove')}
            </Button>
          </>
        )}
        {state === 'published' && (
          <Button
            size="l"
            mode="secondary"
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate(undefined, { onError })}
          >
            {t('lesson.remote.takeBack')}
          </Button>
        )}
        {state === 'running' && (
          <Button
            size="l"
            mode="secondary"
            appearance="negative"
            loading={end.isPending}
            onClick={() => void endThis()}
          >
            {t('lesson.remote.end')}
          </Button>
        )}
      </div>
    </Card>
  );
}

function hintOf(lesson: LessonRead, remote: RemoteLessonRead | undefined, zone: string, now: number): string {
  switch (remote?.state) {
    case 'draft':
      return t('lesson.remote.draftHint');
    case 'published':
      return now < Date.parse(remote.opens_at)
        ? t('lesson.remote.publishedHint', { moment: whenInWords(remote.opens_at, zone) })
        : t('lesson.remote.openHint');
    case 'running':
      return t('lesson.remote.runningHint');
    case 'ended':
      return t(remote.ended_by_itself ? 'lesson.remote.endedByItself' : 'lesson.remote.ended');
    default:
      return t(lesson.state === 'cancelled' ? 'lesson.remote.cancelled' : 'lesson.remote.noneHint');
  }
}
