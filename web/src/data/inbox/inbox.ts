/** What a page keeps of its inbox: the number of unread notifications. The notifications themselves are asked for. */
import type { QueryClient } from '@tanstack/react-query';
import { refetchAfter } from '@/shared/api/causes';
import { routeQuery } from '@/shared/api/routes';
import type { NotificationPage } from '@/shared/api/schema';
import type { EntityUpdate } from '@/shared/stream/wire';

/** Whose notifications: those of the profile, or those of the journal account. */
export type Side = 'messenger' | 'journal';

/** The principal that a page of this side names. */
export const AS = { messenger: 'profile', journal: 'account' } as const;
/** The query of the number of unread notifications. */
export const countQuery = (side: Side) =>
  routeQuery('/api/notifications', { params: { query: { as: AS[side], limit: 1 } } });

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
