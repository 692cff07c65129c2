import { useQuery } from '@tanstack/react-query';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';

interface Where {
  readonly chatId: string;
  readonly messageId: string;
}

const pathOf = ({ chatId, messageId }: Where) => ({ path: { chat_id: chatId, message_id: messageId } });

/** The readers of a message. */
export function useReaders(where: Where) {
  return useQuery({
    ...routeQuery('/api/chats/{chat_id}/messages/{message_id}/readers', {
      params: pathOf(where),
    }),
    staleTime: 0,
  });
}

/** The edit history of a message. */
export function useEditHistory(where: Where) {
  return useQuery({
    ...routeQuery('/api/chats/{chat_id}/messages/{message_id}/history', {
      params: pathOf(where),
    }),
    staleTime: 0,
  });
}

/** Delete a message for everybody. */
export function useDeleteMessage() {
  return useRouteMutation('delete', '/api/chats/{chat_id}/messages/{message_id}', (where: Where) => ({
    params: pathOf(where),
  }));
}

/** Set or remove the own reaction. */
export function useReact() {
  return useRouteMutation(
    'put',
    '/api/chats/{chat_id}/messages/{message_id}/reaction',
    ({ emoji, ...where }: Where & { emoji: string | null }) => ({ params: pathOf(where), body: { emoji } }),
  );
}
