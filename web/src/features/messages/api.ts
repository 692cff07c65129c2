import { useMutation, useQuery } from '@tanstack/react-query';
import { api, dataOf, queries } from '@/shared/api/client';

interface Where {
  readonly chatId: string;
  readonly messageId: string;
}

const pathOf = ({ chatId, messageId }: Where) => ({ path: { chat_id: chatId, message_id: messageId } });

/** Ask who has read a message. */
export function useReaders(where: Where) {
  return useQuery({
    ...queries.queryOptions('get', '/api/chats/{chat_id}/messages/{message_id}/readers', {
      params: pathOf(where),
    }),
    staleTime: 0,
  });
}

/** Ask what a message said before it was changed. */
export function useEditHistory(where: Where) {
  return useQuery({
    ...queries.queryOptions('get', '/api/chats/{chat_id}/messages/{message_id}/history', {
      params: pathOf(where),
    }),
    staleTime: 0,
  });
}

/** Change what a message says. */
export function useEditMessage() {
  return useMutation({
    mutationFn: ({ text, mentions, ...where }: Where & { text: string; mentions: readonly string[] }) =>
      dataOf(
        api.PATCH('/api/chats/{chat_id}/messages/{message_id}', {
          params: pathOf(where),
          body: { text, mentions: [...mentions] },
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

/** Set or take back one's reaction. */
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
