import { useMutation } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';

interface Where {
  readonly chatId: string;
  readonly messageId: string;
}

const ADDRESS = '/api/chats/{chat_id}/messages/{message_id}/pin';

const pathOf = ({ chatId, messageId }: Where) => ({ path: { chat_id: chatId, message_id: messageId } });

/** Pin a message for everybody in its chat. */
export function usePinMessage() {
  return useMutation({ mutationFn: (where: Where) => dataOf(api.PUT(ADDRESS, { params: pathOf(where) })) });
}

/** Unpin a message for everybody in its chat. */
export function useUnpinMessage() {
  return useMutation({
    mutationFn: (where: Where) => dataOf(api.DELETE(ADDRESS, { params: pathOf(where) })),
  });
}
