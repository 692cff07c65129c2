import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import type { SearchResult } from '@/shared/api/schema';

const MIN_LENGTH = 2;

/** Search messages, chats and people; in one chat if given. More messages are loaded on demand. */
export function useSearch(query: string, chatId?: string) {
  return useInfiniteQuery({
    queryKey: ['search', query, chatId],
    queryFn: ({ pageParam, signal }) =>
      dataOf<SearchResult>(
        api.GET('/api/search', {
          params: {
            query: {
              query,
              ...(chatId ? { chat_id: chatId } : {}),
              ...(pageParam ? { before: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => (page.more ? page.messages.at(-1)?.message.id : undefined),
    enabled: query.length >= MIN_LENGTH,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
