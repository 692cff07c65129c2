import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { routePages } from '@/shared/api/routes';

const MIN_LENGTH = 2;

/** Search messages, chats and people; in one chat if given. More messages are loaded on demand. */
export function useSearch(query: string, chatId?: string) {
  return useInfiniteQuery({
    ...routePages('/api/search', { params: { query: { query, ...(chatId ? { chat_id: chatId } : {}) } } }),
    getNextPageParam: (page) => (page.more ? page.messages.at(-1)?.message.id : undefined),
    enabled: query.length >= MIN_LENGTH,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
