import { Icon56CalendarOutline } from '@vkontakte/icons';
import { useDays } from '@/data/journal/me';
import { useDiaries, useWeek } from '@/features/timetable/api';
import { Switches } from '@/features/timetable/components/Switches';
import { WeekHead } from '@/features/timetable/components/WeekHead';
import { WeekSkeleton } from '@/features/timetable/components/WeekSkeleton';
import { t } from '@/shared/i18n/text';
import { Avatar } from '@/shared/ui/Avatar';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Fetched } from '@/shared/ui/Fetched';
import { Nowhere } from '@/shared/ui/Nowhere';
import { chosenOf, lessonHref, weekHref } from './addresses';
import frame from './Frame.module.css';
import { ownerInWords } from './owners';
import { WeekBody } from './WeekBody';

interface Props {
  /** Whose diary to show; without one, the first. */
  readonly studentId?: string;
  readonly on: string | undefined;
}

/** The diary of a student, or of one of a guardian's children; its heading names the student. */
export function DiaryPage({ studentId, on: asked }: Props) {
  const { today, on } = useDays(asked);
  const diaries = useDiaries();
  const owners = diaries.data ?? [];
  const shown = chosenOf(owners, studentId);
  const hrefOf = (day: string) =>
    shown ? weekHref({ kind: 'diary', id: shown.id }, day) : `/journal/diary?on=${day}`;
  return (
    <>
      <WeekHead
        title={t('timetable.diary')}
        about={shown && ownerInWords(shown)}
        switches={
          owners.length > 1 && (
            <Switches
              label={t('timetable.children')}
              current={shown?.id}
              choices={owners.map(({ id, name }) => ({
                key: id,
                title: name.first_name,
                href: weekHref({ kind: 'diary', id }, on),
                before: <Avatar id={id} name={name} size={32} />,
              }))}
            />
          )
        }
        on={on}
        today={today}
        hrefOf={hrefOf}
      />
      <Fetched query={diaries} waiting={WAITING} home="/journal">
        {() => {
          if (shown) return <DiaryWeek studentId={shown.id} on={on} hrefOf={hrefOf} />;
          if (studentId) return <Nowhere home="/journal/diary" />;
          return <EmptyState icon={<Icon56CalendarOutline />} title={t('timetable.noDiary')} />;
        }}
      </Fetched>
    </>
  );
}

const WAITING = (
  <div className={frame['week']}>
    <WeekSkeleton />
  </div>
);

interface WeekProps {
  readonly studentId: string;
  readonly on: string;
  readonly hrefOf: (on: string) => string;
}

function DiaryWeek({ studentId, on, hrefOf }: WeekProps) {
  const week = useWeek({ kind: 'diary', id: studentId }, on);
  return (
    <WeekBody
      week={week}
      on={on}
      isTeacher={false}
      leads="subject"
      hrefOf={hrefOf}
      hrefOfLesson={({ id }) => lessonHref(id, { kind: 'diary', id: studentId })}
    />
  );
}
