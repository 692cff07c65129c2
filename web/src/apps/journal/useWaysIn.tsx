import type { ReactNode } from 'react';
import { useRemoteLessons } from '@/features/lesson/api';
import { WayIn } from '@/features/lesson/components/WayIn';
import type { LessonRead } from '@/shared/api/schema';
import { daysLater, mondayOf } from '@/shared/school/days';
import { useLinked } from './useLink';

/** Return the renderer of the links into the distance lessons of a week; times are of this zone. */
export function useWaysIn(on: string, zone: string, isTeacher: boolean): (lesson: LessonRead) => ReactNode {
  const linked = useLinked();
  const monday = mondayOf(on);
  const { data } = useRemoteLessons(monday, daysLater(monday, 7));
  return (lesson) => (
    <WayIn
      remote={data?.find(({ id }) => id === lesson.id)}
      zone={zone}
      isTeacher={isTeacher}
      linked={linked}
    />
  );
}
