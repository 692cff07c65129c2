import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';

const SESSIONS = ['id', 'sessions'] as const;
const NOTIFICATIONS = ['id', 'notifications'] as const;

/** The person's sessions. */
export function useSessions() {
  return useQuery({ queryKey: SESSIONS, queryFn: () => dataOf(api.GET('/api/id/sessions')) });
}

/** The person's newest notifications. */
export function useNotifications() {
  return useQuery({
    queryKey: NOTIFICATIONS,
    queryFn: async () => (await dataOf(api.GET('/api/notifications'))).notifications,
  });
}

/** End the session of a device. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (session_id: string) =>
      dataOf(api.DELETE('/api/id/sessions/{session_id}', { params: { path: { session_id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: SESSIONS }),
  });
}

/** Mark a notification as read. */
export function useReadNotification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (notification_id: string) =>
      dataOf(api.PUT('/api/notifications/{notification_id}/read', { params: { path: { notification_id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
  });
}

/** Sign out, here or on all devices. */
export function signOut(everywhere: boolean): Promise<unknown> {
  return dataOf(everywhere ? api.POST('/api/id/sign-out-everywhere') : api.POST('/api/id/sign-out'));
}
