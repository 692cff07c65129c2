import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { daysLater, mondayOf } from '@/shared/school/days';

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
  return useQuery({
    queryKey: ['journal', 'diaries'],
    queryFn: () => dataOf(api.GET('/api/journal/diary')),
  });
}

/** A teacher's classes. */
export function useMyClasses() {
  return useQuery({
    queryKey: ['journal', 'classes'],
    queryFn: () => dataOf(api.GET('/api/journal/timetable/classes')),
  });
}

function weekQuery(owner: WeekOwner, on: string) {
  const monday = mondayOf(on);
  return queryOptions({
    queryKey: ['journal', 'weeks', owner.kind, 'id' in owner ? owner.id : '', monday],
    queryFn: () => readWeek(owner, monday),
  });
}

function readWeek(owner: WeekOwner, on: string) {
  const query = { on };
  switch (owner.kind) {
    case 'mine':
      return dataOf(api.GET('/api/journal/timetable/mine', { params: { query } }));
    case 'class':
      return dataOf(
        api.GET('/api/journal/timetable/classes/{class_id}', {
          params: { path: { class_id: owner.id }, query },
        }),
      );
    case 'diary':
      return dataOf(
        api.GET('/api/journal/diary/{student_id}', { params: { path: { student_id: owner.id }, query } }),
      );
  }
}
