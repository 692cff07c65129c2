import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { isRefusal } from '@/shared/api/refusal';

const ME = ['journal', 'me'] as const;

/** Who is signed in to the journal; null: nobody. */
export function useJournalMe() {
  return useQuery({
    queryKey: ME,
    queryFn: () =>
      dataOf(api.GET('/api/journal/me')).catch((failure: unknown) => {
        if (isRefusal(failure, 'unauthenticated')) return null;
        throw failure;
      }),
  });
}

/** The first screen: a part for everything that the person is at the school. */
export function useHome() {
  return useQuery({ queryKey: ['journal', 'home'], queryFn: () => dataOf(api.GET('/api/journal/home')) });
}

/** Sign in with what the school issued. `onDone`: the journal knows who is there. */
export function useJournalSignIn(onDone?: () => void) {
  const afterwards = useAskAnew();
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

/** Give what asks the journal anew, once somebody has signed in. */
export function useAskAnew() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['journal'] });
}
