import { useRouteMutation } from '@/shared/api/routes';

interface Where {
  readonly chatId: string;
  readonly messageId: string;
}

const ROUTE = '/api/chats/{chat_id}/messages/{message_id}/pin';

const toInit = ({ chatId, messageId }: Where) => ({
  params: { path: { chat_id: chatId, message_id: messageId } },
});

/** Pin a message for everybody in its chat. */
export function usePinMessage() {
  return useRouteMutation('put', ROUTE, toInit);
}

/** Unpin a message for everybody in its chat. */
export function useUnpinMessage() {
  return useRouteMutation('delete', ROUTE, toInit);
}
