import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queries } from '@/shared/api/client';
import type { SearchResult } from '@/shared/api/schema';

/** Somebody one shares a chat with. */
export type Contact = SearchResult['people'][number];

/** Ask whom one knows by the chats in common; `query` narrows by name. */
export function useContacts(query: string) {
  return useQuery({
    ...queries.queryOptions('get', '/api/contacts', { params: { query: { query } } }),
    placeholderData: keepPreviousData,
  });
}
