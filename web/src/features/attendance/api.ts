import { useQuery } from '@tanstack/react-query';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';
import type { Sheet } from './model/sheet';

/** The attendance proposed from presence in the call. */
export function useProposal(lesson_id: string, isWanted: boolean) {
  return useQuery({
    ...routeQuery('/api/journal/lessons/{lesson_id}/attendance-proposal', {
      params: { path: { lesson_id } },
    }),
    enabled: isWanted,
  });
}

/** Confirm the attendance; diaries show it from then on. */
export function useConfirmAttendance(lesson_id: string) {
  return useRouteMutation('put', '/api/journal/lessons/{lesson_id}/attendance', (sheet: Sheet) => ({
    params: { path: { lesson_id } },
    body: { entries: [...sheet].map(([student_id, mark]) => ({ student_id, ...mark })) },
  }));
}
