import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { refetchAfter } from '@/shared/api/causes';
import { routePages, routeQuery, useRouteMutation } from '@/shared/api/routes';
import type { NotificationPage } from '@/shared/api/schema';
import type { EntityUpdate } from '@/shared/stream/wire';

/** Whose notifications: those of the profile, or those of the journal account. */
export type Side = 'messenger' | 'journal';

const AS = { messenger: 'profile', journal: 'account' } as const;
const LIST = '/api/notifications';

const countQuery = (side: Side) => routeQuery(LIST, { params: { query: { as: AS[side], limit: 1 } } });

/** The notifications, the newest first, page by page. */
export function useNotifications(side: Side) {
  return useInfiniteQuery({
    ...routePages(LIST, { params: { query: { as: AS[side] } } }),
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

/** Apply updates of an inbox: the number is in them, the list is read again. */
export function applyInboxUpdates(client: QueryClient, side: Side, updates: readonly EntityUpdate[]): void {
  for (const { kind, value } of updates) {
    if (kind !== 'inbox') continue;
    const { unread_count } = value;
    client.setQueryData<NotificationPage>(
      countQuery(side).queryKey,
      (page) => page && { ...page, unread_count },
    );
  }
  if (updates.some(({ kind }) => kind === 'notification')) void refetchAfter(client, 'update notification');
}
