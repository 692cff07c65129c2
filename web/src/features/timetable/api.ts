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

const DIARIES = routeQuery('/api/journal/diary');

/** The students whose diaries the person may read. */
export function useDiaries() {
  return useQuery(DIARIES);
}

/** Return whether a teacher's own week, or what the diaries have of this week and the next, is still coming. */
export function useIsWeekPending(on: string, isTeacher: boolean, hasDiaries: boolean): boolean {
  const diaries = useQuery({ ...DIARIES, enabled: hasDiaries });
  const mine: WeekOwner[] = isTeacher ? [{ kind: 'mine' }] : [];
  const weeks = useQueries({
    queries: [
      ...mine.map((owner) => weekQuery(owner, on)),
      ...(diaries.data ?? []).flatMap(({ id }) =>
        [on, daysLater(on, 7)].map((day) => weekQuery({ kind: 'diary', id }, day)),
      ),
    ],
  });
  return diaries.isLoading || weeks.some(({ isPending }) => isPending);
}

/** A teacher's classes. */
export function useMyClasses() {
  return useQuery(routeQuery('/api/journal/timetable/classes'));
}
