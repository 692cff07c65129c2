import { useQuery } from '@tanstack/react-query';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';
import type { Sex } from '@/shared/person/SexField';

/** The data that a person may change. */
export interface ProfileChange {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
  readonly birth_on: string;
  readonly sex: Sex;
}

/** The query of the signed-in learning profile, or null. */
export const ME = routeQuery('/api/id/me');

/** The signed-in learning profile, or null. */
export function useMe() {
  return useQuery(ME);
}

/** The actions on the own profile. Their forms show why something was refused. */
export function useProfileActs() {
  const shown = { showsFailure: true };
  return {
    change: useRouteMutation('patch', '/api/id/profile', (body: ProfileChange) => ({ body }), shown),
    setPassword: useRouteMutation(
      'put',
      '/api/id/password',
      (password: string) => ({ body: { password } }),
      shown,
    ),
    removePassword: useRouteMutation('delete', '/api/id/password', () => ({}), shown),
  };
}
