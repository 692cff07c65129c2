import { useMutation, useQuery } from '@tanstack/react-query';
import { api, dataOf, queries } from '@/shared/api/client';
import type { MessageUpdate } from '@/shared/api/schema';

type Entity = NonNullable<MessageUpdate['entities']>[number];

interface Where {
  readonly chatId: string;
  readonly messageId: string;
}

const pathOf = ({ chatId, messageId }: Where) => ({ path: { chat_id: chatId, message_id: messageId } });

/** The readers of a message. */
export function useReaders(where: Where) {
  return useQuery({
    ...queries.queryOptions('get', '/api/chats/{chat_id}/messages/{message_id}/readers', {
      params: pathOf(where),
    }),
    staleTime: 0,
  });
}

/** The edit history of a message. */
export function useEditHistory(where: Where) {
  return useQuery({
    ...queries.queryOptions('get', '/api/chats/{chat_id}/messages/{message_id}/history', {
      params: pathOf(where),
    }),
    staleTime: 0,
  });
}

/** Edit a message. */
export function useEditMessage() {
  return useMutation({
    mutationFn: ({ text, entities, ...where }: Where & { text: string; entities: readonly Entity[] }) =>
      dataOf(
        api.PATCH('/api/chats/{chat_id}/messages/{message_id}', {
          params: pathOf(where),
          body: { text, entities: [...entities] },
        }),
      ),
  });
}

/** Delete a message for everybody. */
export function useDeleteMessage() {
  return useMutation({
    mutationFn: (where: Where) =>
      dataOf(api.DELETE('/api/chats/{chat_id}/messages/{message_id}', { params: pathOf(where) })),
  });
}

/** Set or remove the own reaction. */
export function useReact() {
  return useMutation({
    mutationFn: ({ emoji, ...where }: Where & { emoji: string | null }) =>
      dataOf(
        api.PUT('/api/chats/{chat_id}/messages/{message_id}/reaction', {
          params: pathOf(where),
          body: { emoji },
        }),
      ),
  });
}
