import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { routeQuery } from '@/shared/api/routes';
import type { SearchResult } from '@/shared/api/schema';

/** A person with a common chat. */
export type Contact = SearchResult['people'][number];

/** The contacts from common chats, filtered by name. */
export function useContacts(query: string) {
  return useQuery({
    ...routeQuery('/api/contacts', { params: { query: { query } } }),
    placeholderData: keepPreviousData,
  });
}
