import type { UseQueryResult } from '@tanstack/react-query';
import { useMe } from '@/data/journal/me';
import type { AnyWeek } from '@/data/journal/week';
import { WeekSkeleton } from '@/features/timetable/components/WeekSkeleton';
import { WeekView } from '@/features/timetable/components/WeekView';
import type { LessonRead } from '@/shared/api/schema';
import { Fetched } from '@/shared/ui/Fetched';
import { useGo } from '@/shared/ui/PageLink';
import styles from './Frame.module.css';
import { useWaysIn } from './useWaysIn';

interface Props {
  readonly week: UseQueryResult<AnyWeek, Error>;
  readonly on: string;
  /** The title of the cards: the class for a teacher, the subject for everybody else. */
  readonly isTeacher: boolean;
  readonly leads: 'class' | 'subject';
  readonly hrefOf: (on: string) => string;
  readonly hrefOfLesson: (lesson: LessonRead) => string;
}

/** The days of a week, or why they could not be loaded. */
export function WeekBody({ week, on, isTeacher, leads, hrefOf, hrefOfLesson }: Props) {
  const { name, school } = useMe();
  const go = useGo();
  const wayIn = useWaysIn(on, week.data?.time_zone ?? school.time_zone, isTeacher);
  return (
    <div className={styles['week']}>
      <Fetched query={week} waiting={<WeekSkeleton />} home="/journal">
        {(data) => (
          <WeekView
            week={data}
            on={on}
            onDay={(day) => go(hrefOf(day), true)}
            leads={leads}
            reader={name}
            hrefOf={hrefOfLesson}
            wayIn={wayIn}
          />
        )}
      </Fetched>
    </div>
  );
}
