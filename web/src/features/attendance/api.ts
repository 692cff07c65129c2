import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import type { Sheet } from './model/sheet';

/** The attendance proposed from presence in the call. */
export function useProposal(lesson_id: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['journal', 'proposal', lesson_id],
    queryFn: () =>
      dataOf(
        api.GET('/api/journal/lessons/{lesson_id}/attendance-proposal', { params: { path: { lesson_id } } }),
      ),
    enabled: isWanted,
  });
}

/** Confirm the attendance; diaries show it from then on. */
export function useConfirmAttendance(lesson_id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sheet: Sheet) =>
      dataOf(
        api.PUT('/api/journal/lessons/{lesson_id}/attendance', {
          params: { path: { lesson_id } },
          body: { entries: [...sheet].map(([student_id, mark]) => ({ student_id, ...mark })) },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['journal', 'lesson', lesson_id] }),
  });
}
