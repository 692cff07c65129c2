import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';
import { signInsIn } from './model/sign-ins';

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

/** End the session of a device; who ends it has nothing to learn from the notification of its sign-in. */
export function useEndSession() {
  const notifications = useNotifications();
  const read = useReadNotification();
  return useRouteMutation(
    'delete',
    '/api/id/sessions/{session_id}',
    (session_id: string) => ({ params: { path: { session_id } } }),
    {
      onSuccess: (_answer, session_id) => {
        const told = signInsIn(notifications.data ?? []).find(({ sessionId }) => sessionId === session_id);
        if (told) read.mutate(told.id);
      },
      showsFailure: true,
    },
  );
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
