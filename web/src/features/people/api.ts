import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queries } from '@/shared/api/client';
import type { SearchResult } from '@/shared/api/schema';

/** A person with a common chat. */
export type Contact = SearchResult['people'][number];

/** The contacts from common chats, filtered by name. */
export function useContacts(query: string) {
  return useQuery({
    ...queries.queryOptions('get', '/api/contacts', { params: { query: { query } } }),
    placeholderData: keepPreviousData,
  });
}
