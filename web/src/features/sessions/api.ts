import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';

/** The person's sessions. */
export function useSessions() {
  return useQuery(routeQuery('/api/id/sessions'));
}

/** The person's newest notifications. */
export function useNotifications() {
  return useQuery({
    ...routeQuery('/api/notifications'),
    select: ({ notifications }) => notifications,
  });
}

/** End the session of a device. */
export function useEndSession() {
  return useRouteMutation('delete', '/api/id/sessions/{session_id}', (session_id: string) => ({
    params: { path: { session_id } },
  }));
}

/** Mark a notification as read. */
export function useReadNotification() {
  return useRouteMutation('put', '/api/notifications/{notification_id}/read', (notification_id: string) => ({
    params: { path: { notification_id } },
  }));
}

/** Sign out, here or on all devices. */
export function signOut(everywhere: boolean): Promise<unknown> {
  return dataOf(everywhere ? api.POST('/api/id/sign-out-everywhere') : api.POST('/api/id/sign-out'));
}
