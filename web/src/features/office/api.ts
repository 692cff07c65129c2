import { useQuery } from '@tanstack/react-query';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';
import type { ExtraLessonCreate, MoveRequest, SlotRequest, SubstituteRequest } from '@/shared/api/schema';
import { isDay } from '@/shared/school/days';

/** The forms show why something was refused. */
const SHOWN = { showsFailure: true };

/** The options of the office's forms. */
export function useChoices() {
  return useQuery(routeQuery('/api/journal/office/choices'));
}

/** What is busy at each bell of a day, for this lesson of a course or for one more; nothing until course and day are known. */
export function useHours(course_id: string, on: string, lesson_id?: string) {
  const query = { course_id, on, ...(lesson_id && { lesson_id }) };
  const hours = useQuery({
    ...routeQuery('/api/journal/office/hours', { params: { query } }),
    enabled: course_id !== '' && isDay(on),
    staleTime: 0,
  });
  return hours.data;
}

/** The weekly timetable of a class. */
export function useSlots(class_id: string) {
  return useQuery(routeQuery('/api/journal/office/timetable/{class_id}', { params: { path: { class_id } } }));
}

/** The office's actions on the weekly timetable of a class. */
export function useSlotActs() {
  return {
    add: useRouteMutation('post', '/api/journal/office/slots', (body: SlotRequest) => ({ body }), SHOWN),
    change: useRouteMutation(
      'put',
      '/api/journal/office/slots/{slot_id}',
      ({ id, ...body }: SlotRequest & { readonly id: string }) => ({
        params: { path: { slot_id: id } },
        body,
      }),
      SHOWN,
    ),
    remove: useRouteMutation(
      'delete',
      '/api/journal/office/slots/{slot_id}',
      ({ id, from_on }: { readonly id: string; readonly from_on: string }) => ({
        params: { path: { slot_id: id }, query: { from_on } },
      }),
      SHOWN,
    ),
  };
}

/** The office's actions on one lesson. */
export function useLessonActs(lesson_id: string) {
  const params = { path: { lesson_id } };
  return {
    substitute: useRouteMutation(
      'post',
      '/api/journal/office/lessons/{lesson_id}/substitute',
      (body: SubstituteRequest) => ({ params, body }),
      SHOWN,
    ),
    cancel: useRouteMutation(
      'post',
      '/api/journal/office/lessons/{lesson_id}/cancel',
      (reason: string) => ({ params, body: { reason } }),
      SHOWN,
    ),
    move: useRouteMutation(
      'post',
      '/api/journal/office/lessons/{lesson_id}/move',
      (body: MoveRequest) => ({ params, body }),
      SHOWN,
    ),
    restore: useRouteMutation(
      'post',
      '/api/journal/office/lessons/{lesson_id}/restore',
      () => ({ params }),
      SHOWN,
    ),
  };
}

/** An extra lesson. */
export function useExtraLesson() {
  return useRouteMutation(
    'post',
    '/api/journal/office/lessons',
    (body: ExtraLessonCreate) => ({ body }),
    SHOWN,
  );
}
