import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { isApiError } from '@/shared/api/errors';

const ME = ['journal', 'me'] as const;

/** The signed-in journal account, or null. */
export function useJournalMe() {
  return useQuery({
    queryKey: ME,
    queryFn: () =>
      dataOf(api.GET('/api/journal/me')).catch((failure: unknown) => {
        if (isApiError(failure, 'unauthenticated')) return null;
        throw failure;
      }),
  });
}

/** The first page: a part for each of the person's roles. */
export function useHome() {
  return useQuery({ queryKey: ['journal', 'home'], queryFn: () => dataOf(api.GET('/api/journal/home')) });
}

/** Sign in with the school's login and password. */
export function useJournalSignIn(onDone?: () => void) {
  const afterwards = useRefetchAll();
  return useMutation({
    mutationFn: (body: { login: string; password: string }) =>
      dataOf(api.POST('/api/journal/sign-in', { body })),
    onSuccess: async () => {
      await afterwards();
      onDone?.();
    },
  });
}

/** Sign out of the journal; the learning profile stays signed in. */
export function useJournalSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => dataOf(api.POST('/api/journal/sign-out')),
    onSuccess: () => {
      client.removeQueries({ queryKey: ['journal', 'home'] });
      client.setQueryData(ME, null);
    },
  });
}

/** Return the function that refetches all queries of the journal. */
export function useRefetchAll() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['journal'] });
}
