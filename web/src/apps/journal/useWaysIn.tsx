import type { ReactNode } from 'react';
import { useMe } from '@/data/journal/me';
import type { AnyWeek } from '@/data/journal/week';
import { useRemoteLessons } from '@/features/lesson/api';
import { WayIn } from '@/features/lesson/components/WayIn';
import type { LessonRead } from '@/shared/api/schema';
import { daysLater, mondayOf } from '@/shared/school/days';
import { useLinked } from './useLink';

/** Return the renderer of the links into the distance lessons of a week. */
export function useWaysIn(
  on: string,
  week: AnyWeek | undefined,
  isTeacher: boolean,
): (lesson: LessonRead) => ReactNode {
  const me = useMe();
  const linked = useLinked();
  const monday = mondayOf(on);
  const { data } = useRemoteLessons(monday, daysLater(monday, 7));
  const zone = week?.time_zone ?? me.school.time_zone;
  return (lesson) => (
    <WayIn
      remote={data?.find(({ id }) => id === lesson.id)}
      zone={zone}
      isTeacher={isTeacher}
      linked={linked}
    />
  );
}
