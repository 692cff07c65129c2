/** The open calls of the person's chats: asked once, and followed by their cards. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { routeQuery } from '@/shared/api/routes';
import type { CallCardRead, OpenCallRead } from '@/shared/api/schema';
import { useSync } from './SyncProvider';

const openCalls = routeQuery('/api/calls', {});

/** Follow the open calls; one component of the page does. */
export function useOpenCallsUpdates(): void {
  const sync = useSync();
  const client = useQueryClient();
  useEffect(
    () =>
      sync.onUpdates(({ updates }) => {
        const cards = updates.flatMap((one) => (one.kind === 'call_card' ? [one.value] : []));
        if (cards.length === 0) return;
        client.setQueryData<OpenCallRead[]>(
          openCalls.queryKey,
          (known) => known && cards.reduce(withCard, known),
        );
      }),
    [sync, client],
  );
}

/** Return the open calls with the new state of one. */
export function withCard(known: OpenCallRead[], card: CallCardRead): OpenCallRead[] {
  const before = known.find((one) => one.card.id === card.id);
  if (card.state !== 'open') return before ? known.filter((one) => one !== before) : known;
  if (!before) return [...known, { card, is_in: false, is_connected: false }];
  return known.map((one) => (one === before ? { ...one, card } : one));
}

/** Return the open call of a chat. */
export function useOpenCall(chatId: string): CallCardRead | undefined {
  const select = (calls: readonly OpenCallRead[]) => calls.find(({ card }) => card.chat_id === chatId)?.card;
  return useQuery({ ...openCalls, select }).data;
}

/** Return the calls that the person has joined and not left. */
export function useJoinedCalls(): readonly OpenCallRead[] {
  const select = (calls: readonly OpenCallRead[]) => calls.filter(({ is_in }) => is_in);
  return useQuery({ ...openCalls, select }).data ?? [];
}
