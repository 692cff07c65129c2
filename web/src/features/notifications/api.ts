import {
  type InfiniteData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import type { NotificationPage } from '@/shared/api/schema';
import type { EntityUpdate } from '@/shared/sync/wire';

/** Whose notifications: those of the profile, or those of the journal account. */
export type Side = 'messenger' | 'journal';

const AS = { messenger: 'profile', journal: 'account' } as const;
const LIST = '/api/notifications';

/** The journal's queries are repeated together. */
const keyOf = (side: Side) => [side, 'notifications'] as const;
const listKey = (side: Side) => [...keyOf(side), 'list'] as const;
const countKey = (side: Side) => [...keyOf(side), 'unread'] as const;

/** The notifications, the newest first, page by page. */
export function useNotifications(side: Side) {
  return useInfiniteQuery<NotificationPage, Error, InfiniteData<NotificationPage>, readonly string[], string>(
    {
      queryKey: listKey(side),
      initialPageParam: '',
      queryFn: ({ pageParam }) => dataOf(api.GET(LIST, pageOf(side, pageParam))),
      getNextPageParam: ({ notifications, more }) => (more ? notifications.at(-1)?.id : undefined),
    },
  );
}

/** The number of unread notifications. */
export function useUnreadNotifications(side: Side): number {
  const { data } = useQuery({
    queryKey: countKey(side),
    queryFn: async () =>
      (await dataOf(api.GET(LIST, { params: { query: { as: AS[side], limit: 1 } } }))).unread_count,
  });
  return data ?? 0;
}

/** Mark a notification as read; the page may be left at once. */
export function useReadNotification(side: Side) {
  const refetch = useRefetchNotifications(side);
  return useMutation({
    mutationFn: (notification_id: string) =>
      dataOf(
        api.PUT('/api/notifications/{notification_id}/read', {
          params: { path: { notification_id }, query: { as: AS[side] } },
          keepalive: true,
        }),
      ),
    onSuccess: refetch,
  });
}

/** Mark all notifications as read. */
export function useReadAllNotifications(side: Side) {
  const refetch = useRefetchNotifications(side);
  return useMutation({
    mutationFn: () => dataOf(api.PUT('/api/notifications/read', { params: { query: { as: AS[side] } } })),
    onSuccess: refetch,
  });
}

/** Return the function that reads the notifications and their number again. */
export function useRefetchNotifications(side: Side): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keyOf(side) });
}

/** Apply updates of an inbox: the number is in them, the list is read again. */
export function applyInboxUpdates(client: QueryClient, side: Side, updates: readonly EntityUpdate[]): void {
  for (const update of updates) {
    if (update.kind === 'inbox') client.setQueryData(countKey(side), update.value.unread_count);
  }
  if (updates.some(({ kind }) => kind === 'notification')) {
    void client.invalidateQueries({ queryKey: listKey(side) });
  }
}

function pageOf(side: Side, before: string) {
  return { params: { query: before ? { as: AS[side], before } : { as: AS[side] } } };
}
