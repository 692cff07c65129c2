import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { AS, countQuery, type Side } from '@/data/inbox/inbox';
import { routePages, useRouteMutation } from '@/shared/api/routes';

/** The notifications, the newest first, page by page. */
export function useNotifications(side: Side) {
  return useInfiniteQuery({
    ...routePages('/api/notifications', { params: { query: { as: AS[side] } } }),
    getNextPageParam: ({ notifications, more }) => (more ? notifications.at(-1)?.id : undefined),
  });
}

/** The number of unread notifications. */
export function useUnreadNotifications(side: Side): number {
  const { data } = useQuery({ ...countQuery(side), select: ({ unread_count }) => unread_count });
  return data ?? 0;
}

/** Mark a notification as read; the page may be left at once. */
export function useReadNotification(side: Side) {
  return useRouteMutation('put', '/api/notifications/{notification_id}/read', (notification_id: string) => ({
    params: { path: { notification_id }, query: { as: AS[side] } },
    keepalive: true,
  }));
}

/** Mark all notifications as read. */
export function useReadAllNotifications(side: Side) {
  return useRouteMutation('put', '/api/notifications/read', () => ({ params: { query: { as: AS[side] } } }));
}
