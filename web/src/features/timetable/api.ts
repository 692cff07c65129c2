import { useQueries, useQuery } from '@tanstack/react-query';
import { type RouteQuery, routeQuery } from '@/shared/api/routes';
import { daysLater, mondayOf } from '@/shared/school/days';
import type { AnyWeek } from './model/week';

/** The owner of a week: a teacher, a class, or the student of a diary. */
export type WeekOwner =
  | { readonly kind: 'mine' }
  | { readonly kind: 'class'; readonly id: string }
  | { readonly kind: 'diary'; readonly id: string };

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

/** The students whose diaries the person may read. */
export function useDiaries() {
  return useQuery(routeQuery('/api/journal/diary'));
}

/** A teacher's classes. */
export function useMyClasses() {
  return useQuery(routeQuery('/api/journal/timetable/classes'));
}

/** The routes of weeks, which differ in their owners. */
export const WEEK_ROUTES = [
  '/api/journal/timetable/mine',
  '/api/journal/timetable/classes/{class_id}',
  '/api/journal/diary/{student_id}',
] as const;

function weekQuery(owner: WeekOwner, on: string): RouteQuery<AnyWeek> {
  const [mine, ofClass, diary] = WEEK_ROUTES;
  const query = { on: mondayOf(on) };
  switch (owner.kind) {
    case 'mine':
      return routeQuery(mine, { params: { query } });
    case 'class':
      return routeQuery(ofClass, { params: { path: { class_id: owner.id }, query } });
    case 'diary':
      return routeQuery(diary, { params: { path: { student_id: owner.id }, query } });
  }
}
