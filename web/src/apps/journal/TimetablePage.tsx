import { Icon20VideocamOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useDays, useMe } from '@/data/journal/me';
import { useLessonNow } from '@/features/lesson/api';
import { useWeek } from '@/features/timetable/api';
import { WeekHead } from '@/features/timetable/components/WeekHead';
import { t } from '@/shared/i18n/text';
import { useGo } from '@/shared/ui/PageLink';
import { lessonHref, weekHref } from './addresses';
import { TimetableTabs } from './TimetableTabs';
import { WeekBody } from './WeekBody';

/** A teacher's own week, substitutions included. */
export function TimetablePage({ on: asked }: { on: string | undefined }) {
  const me = useMe();
  const { today, on } = useDays(asked);
  const week = useWeek({ kind: 'mine' }, on);
  const hrefOf = (day: string) => weekHref({ kind: 'mine' }, day);
  return (
    <>
      <WeekHead
        title={t('timetable.title')}
        switches={<TimetableTabs current="mine" on={on} />}
        aside={me.is_demo && <LessonNow />}
        on={on}
        today={today}
        hrefOf={hrefOf}
      />
      <WeekBody
        week={week}
        on={on}
        isTeacher
        leads="class"
        hrefOf={hrefOf}
        hrefOfLesson={({ id }) => lessonHref(id, { kind: 'mine' })}
      />
    </>
  );
}

function LessonNow() {
  const lessonNow = useLessonNow();
  const go = useGo();
  return (
    <Button
      mode="secondary"
      size="l"
      before={<Icon20VideocamOutline />}
      loading={lessonNow.isPending}
      onClick={() =>
        lessonNow.mutate(undefined, {
          onSuccess: ({ id }) => go(lessonHref(id, { kind: 'mine' })),
        })
      }
    >
      {t('timetable.lessonNow')}
    </Button>
  );
}
