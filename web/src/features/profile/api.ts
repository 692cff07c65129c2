import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { isApiError } from '@/shared/api/errors';
import type { Sex } from '@/shared/person/SexField';

/** The data that a person may change. */
export interface ProfileChange {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
  readonly birth_on: string;
  readonly sex: Sex;
}

export const ME = ['id', 'me'] as const;

/** The signed-in learning profile, or null. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: () =>
      dataOf(api.GET('/api/id/me')).catch((failure: unknown) => {
        if (isApiError(failure, 'unauthenticated')) return null;
        throw failure;
      }),
  });
}

/** The actions on the own profile; it is read again afterwards. */
export function useProfileActs() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: ME });
  const change = useMutation({
    mutationFn: (body: ProfileChange) => dataOf(api.PATCH('/api/id/profile', { body })),
    onSuccess,
  });
  const setPassword = useMutation({
    mutationFn: (password: string) => dataOf(api.PUT('/api/id/password', { body: { password } })),
    onSuccess,
  });
  const removePassword = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/id/password')),
    onSuccess,
  });
  return { change, setPassword, removePassword };
}
