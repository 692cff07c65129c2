import { useQuery, useQueryClient } from '@tanstack/react-query';
import { refetchAfter } from '@/shared/api/causes';
import { isApiError } from '@/shared/api/errors';
import { routeQuery, useRouteMutation } from '@/shared/api/routes';
import type { SignInState } from '@/shared/api/schema';
import type { Sex } from '@/shared/person/SexField';

/** The data of a new profile. */
export interface NewProfile {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
  readonly birth_on: string;
  readonly sex: Sex;
}

const STATE = routeQuery('/api/id/sign-in');
/** The polling interval for the delivery of the code. */
const DELIVERY_MS = 3_000;

/** The state of this browser's sign-in attempt. */
export function useSignInState() {
  return useQuery({
    ...STATE,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchInterval: ({ state: { data } }) => (isInProgress(data) ? DELIVERY_MS : false),
  });
}

function isInProgress(state: SignInState | undefined): boolean {
  return state?.step === 'code' && (state.delivery === 'sending' || state.delivery === 'delayed');
}

/** The actions of signing in; each answer becomes the state. `onSent` is called when the server has the number. */
export function useSignIn(onSent: (phone: string) => void) {
  const client = useQueryClient();
  const onSuccess = (state: SignInState) => client.setQueryData(STATE.queryKey, state);
  /** The attempt has ended, by its age or elsewhere: the number's step follows, with the number. */
  const onError = (failure: Error) => {
    if (isApiError(failure, 'no_attempt', 'wrong_step')) void refetchAfter(client, 'attempt lost');
  };
  const shown = { onSuccess, onError, showsFailure: true };
  return {
    begin: useRouteMutation('post', '/api/id/sign-in', (phone: string) => ({ body: { phone } }), {
      onSuccess: (state) => {
        onSuccess(state);
        onSent(state.phone ?? '');
      },
      showsFailure: true,
    }),
    sendCode: useRouteMutation('post', '/api/id/sign-in/code', (code: string) => ({ body: { code } }), shown),
    resend: useRouteMutation('post', '/api/id/sign-in/resend', () => ({}), shown),
    sendPassword: useRouteMutation(
      'post',
      '/api/id/sign-in/password',
      (password: string) => ({ body: { password } }),
      shown,
    ),
    createProfile: useRouteMutation(
      'post',
      '/api/id/sign-in/profile',
      (body: NewProfile) => ({ body }),
      shown,
    ),
    abandon: useRouteMutation('delete', '/api/id/sign-in', () => ({})),
  };
}

export type SignInActs = ReturnType<typeof useSignIn>;
