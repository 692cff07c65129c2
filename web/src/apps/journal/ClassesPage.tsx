import { Icon20EducationOutline, Icon56CalendarOutline } from '@vkontakte/icons';
import { useDays, useMe } from '@/data/journal/me';
import { ClassChats } from '@/features/school-chats/components/ClassChats';
import { useMyClasses, useWeek } from '@/features/timetable/api';
import { Switches } from '@/features/timetable/components/Switches';
import { WeekHead } from '@/features/timetable/components/WeekHead';
import { WeekSkeleton } from '@/features/timetable/components/WeekSkeleton';
import { t } from '@/shared/i18n/text';
import { EmptyState } from '@/shared/ui/EmptyState';
import { Fetched } from '@/shared/ui/Fetched';
import { Nowhere } from '@/shared/ui/Nowhere';
import { usePageName } from '@/shared/ui/page-title';
import { chosenOf, lessonHref, weekHref } from './addresses';
import frame from './Frame.module.css';
import { TimetableTabs } from './TimetableTabs';
import { WeekBody } from './WeekBody';

interface Props {
  /** The class to show; without one, the homeroom class, else the first. */
  readonly classId?: string;
  readonly on: string | undefined;
}

/** «Мои классы»: the week of one of a teacher's classes; the homeroom class first. */
export function ClassesPage({ classId, on: asked }: Props) {
  const { today, on } = useDays(asked);
  const classes = useMyClasses();
  const shown = chosenOf(classes.data, classId, ({ is_homeroom }) => is_homeroom);
  usePageName(shown?.title);
  const hrefOf = (day: string) =>
    shown ? weekHref({ kind: 'class', id: shown.id }, day) : `/journal/classes?on=${day}`;
  return (
    <>
      <WeekHead
        title={t('timetable.title')}
        switches={<TimetableTabs current="classes" on={on} />}
        on={on}
        today={today}
        hrefOf={hrefOf}
      />
      {classes.data && classes.data.length > 0 && (
        <div className={frame['choices']}>
          <Switches
            label={t('timetable.classes')}
            current={shown?.id}
            choices={classes.data.map(({ id, title, is_homeroom }) => ({
              key: id,
              title: is_homeroom ? t('timetable.homeroom', { class: title }) : title,
              href: weekHref({ kind: 'class', id }, on),
              ...(is_homeroom && { before: <Icon20EducationOutline /> }),
            }))}
          />
        </div>
      )}
      <Fetched query={classes} waiting={WAITING} home="/journal">
        {() => {
          if (shown) return <ClassWeek classId={shown.id} on={on} hrefOf={hrefOf} />;
          if (classId) return <Nowhere home="/journal/classes" />;
          return <EmptyState icon={<Icon56CalendarOutline />} title={t('timetable.noClasses')} />;
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
  readonly classId: string;
  readonly on: string;
  readonly hrefOf: (on: string) => string;
}

function ClassWeek({ classId, on, hrefOf }: WeekProps) {
  const { link } = useMe();
  const week = useWeek({ kind: 'class', id: classId }, on);
  return (
    <>
      {link && (
        <div className={frame['choices']}>
          <ClassChats classId={classId} />
        </div>
      )}
      <WeekBody
        week={week}
        on={on}
        isTeacher
        leads="subject"
        hrefOf={hrefOf}
        hrefOfLesson={({ id }) => lessonHref(id, { kind: 'class', id: classId })}
      />
    </>
  );
}
