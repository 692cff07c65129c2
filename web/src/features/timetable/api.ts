import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { daysLater, mondayOf } from '@/shared/school/days';

/** Whose week: one's own as a teacher, a class's, a child's or one's own diary. */
export type Whose =
  | { readonly kind: 'mine' }
  | { readonly kind: 'class'; readonly id: string }
  | { readonly kind: 'diary'; readonly id: string };

/** The week in which a day is; the weeks around it come along, so that going on does not wait. */
export function useWeek(whose: Whose, on: string) {
  const week = useQuery(weekQuery(whose, on));
  useQueries({
    queries: [-7, 7].map((days) => ({
      ...weekQuery(whose, daysLater(on, days)),
      enabled: week.isSuccess,
      notifyOnChangeProps: [],
    })),
  });
  return week;
}

/** The children of a guardian, or the student: whose diaries one may read. */
export function useDiaries() {
  return useQuery({
    queryKey: ['journal', 'diaries'],
    queryFn: () => dataOf(api.GET('/api/journal/diary')),
  });
}

/** The classes that a teacher has to do with. */
export function useMyClasses() {
  return useQuery({
    queryKey: ['journal', 'classes'],
    queryFn: () => dataOf(api.GET('/api/journal/timetable/classes')),
  });
}

function weekQuery(whose: Whose, on: string) {
  const monday = mondayOf(on);
  return queryOptions({
    queryKey: ['journal', 'weeks', whose.kind, 'id' in whose ? whose.id : '', monday],
    queryFn: () => readWeek(whose, monday),
  });
}

function readWeek(whose: Whose, on: string) {
  const query = { on };
  switch (whose.kind) {
    case 'mine':
      return dataOf(api.GET('/api/journal/timetable/mine', { params: { query } }));
    case 'class':
      return dataOf(
        api.GET('/api/journal/timetable/classes/{class_id}', {
          params: { path: { class_id: whose.id }, query },
        }),
      );
    case 'diary':
      return dataOf(
        api.GET('/api/journal/diary/{student_id}', { params: { path: { student_id: whose.id }, query } }),
      );
  }
}
