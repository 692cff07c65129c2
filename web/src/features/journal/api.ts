import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ME } from '@/data/journal/me';
import { refetchAfter } from '@/shared/api/causes';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';

/** The first page: a part for each of the person's roles. */
export function useHome() {
  return useQuery(routeQuery('/api/journal/home'));
}

/** Sign in with the school's login and password. */
export function useJournalSignIn(onDone?: () => void) {
  return useRouteMutation(
    'post',
    '/api/journal/sign-in',
    (body: { login: string; password: string }) => ({ body }),
    { onSuccess: () => onDone?.(), showsFailure: true },
  );
}

/** Sign out of the journal; the learning profile stays signed in. */
export function useJournalSignOut() {
  const client = useQueryClient();
  return useRouteMutation('post', '/api/journal/sign-out', () => ({}), {
    onSuccess: () => void client.setQueryData(ME.queryKey, null),
  });
}

/** Return the function that reads everything again: another person, or a lost connection. */
export function useRefetchAll() {
  const client = useQueryClient();
  return () => refetchAfter(client, 'resync');
}
