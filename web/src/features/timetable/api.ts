import { useQueries, useQuery } from '@tanstack/react-query';
import { type WeekOwner, weekQuery } from '@/data/journal/week';
import { routeQuery } from '@/shared/api/routes';
import { daysLater } from '@/shared/school/days';

/** The week of a day; adjacent weeks are prefetched. */
export function useWeek(owner: WeekOwner, on: string) {
  const week = useQuery(weekQuery(owner, on));
  useQueries({
    queries: [-7, 7].map((days) => ({
      ...weekQuery(owner, daysLater(on, days)),
      enabled: week.isSuccess,
      notifyOnChangeProps: [],
    })),
  });
  return week;
}

/** The query of the students whose diaries the person may read. */
export const diariesQuery = () => routeQuery('/api/journal/diary');

/** The students whose diaries the person may read. */
export function useDiaries() {
  return useQuery(diariesQuery());
}

/** A teacher's classes. */
export function useMyClasses() {
  return useQuery(routeQuery('/api/journal/timetable/classes'));
}
