import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import type { ExtraLessonCreate, MoveRequest, SlotRequest, SubstituteRequest } from '@/shared/api/schema';

/** The options of the office's forms. */
export function useChoices() {
  return useQuery({
    queryKey: ['journal', 'office', 'choices'],
    queryFn: () => dataOf(api.GET('/api/journal/office/choices')),
  });
}

/** The weekly timetable of a class. */
export function useSlots(class_id: string) {
  return useQuery({
    queryKey: ['journal', 'office', 'slots', class_id],
    queryFn: () =>
      dataOf(api.GET('/api/journal/office/timetable/{class_id}', { params: { path: { class_id } } })),
  });
}

/** The office's actions on the weekly timetable of a class. */
export function useSlotActs() {
  const act = useAct();
  return {
    add: useMutation(act((body: SlotRequest) => dataOf(api.POST('/api/journal/office/slots', { body })))),
    change: useMutation(
      act(({ id, ...body }: SlotRequest & { readonly id: string }) =>
        dataOf(api.PUT('/api/journal/office/slots/{slot_id}', { params: { path: { slot_id: id } }, body })),
      ),
    ),
    remove: useMutation(
      act(({ id, from_on }: { readonly id: string; readonly from_on: string }) =>
        dataOf(
          api.DELETE('/api/journal/office/slots/{slot_id}', {
            params: { path: { slot_id: id }, query: { from_on } },
          }),
        ),
      ),
    ),
  };
}

/** The office's actions on one lesson. */
export function useLessonActs(lesson_id: string) {
  const act = useAct();
  const params = { path: { lesson_id } };
  return {
    substitute: useMutation(
      act((body: SubstituteRequest) =>
        dataOf(api.POST('/api/journal/office/lessons/{lesson_id}/substitute', { params, body })),
      ),
    ),
    cancel: useMutation(
      act((reason: string) =>
        dataOf(api.POST('/api/journal/office/lessons/{lesson_id}/cancel', { params, body: { reason } })),
      ),
    ),
    move: useMutation(
      act((body: MoveRequest) =>
        dataOf(api.POST('/api/journal/office/lessons/{lesson_id}/move', { params, body })),
      ),
    ),
    restore: useMutation(
      act(() => dataOf(api.POST('/api/journal/office/lessons/{lesson_id}/restore', { params }))),
    ),
  };
}

/** An extra lesson. */
export function useExtraLesson() {
  const act = useAct();
  return useMutation(
    act((body: ExtraLessonCreate) => dataOf(api.POST('/api/journal/office/lessons', { body }))),
  );
}

/** All actions of the office change weeks. */
function useAct() {
  const client = useQueryClient();
  return <A, R>(mutationFn: (asked: A) => Promise<R>) => ({
    mutationFn,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['journal', 'office', 'slots'] }),
        client.invalidateQueries({ queryKey: ['journal', 'weeks'] }),
      ]),
  });
}
