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

/**
 * The actions of signing in; each answer becomes the state. `onDone` is called when signed in, `onOtherNumber` when
 * another number than the last one begins.
 */
export function useSignIn(onDone: () => void, onOtherNumber: () => void) {
  const client = useQueryClient();
  const store = (state: SignInState) => {
    client.setQueryData(STATE.queryKey, state);
    if (state.step === 'done') onDone();
  };
  /** The attempt has ended, by its age or elsewhere: the number's step follows, with the number. */
  const onError = (failure: Error) => {
    if (isApiError(failure, 'no_attempt', 'wrong_step')) void refetchAfter(client, 'attempt lost');
  };
  const shown = { onSuccess: store, onError, showsFailure: true };
  const begin = useRouteMutation('post', '/api/id/sign-in', (phone: string) => ({ body: { phone } }), {
    onSuccess: (state) => {
      if (client.getQueryData<SignInState>(STATE.queryKey)?.phone !== state.phone) onOtherNumber();
      store(state);
    },
    showsFailure: true,
  });
  const sendCode = useRouteMutation(
    'post',
    '/api/id/sign-in/code',
    (code: string) => ({ body: { code } }),
    shown,
  );
  const resend = useRouteMutation('post', '/api/id/sign-in/resend', () => ({}), shown);
  const sendPassword = useRouteMutation(
    'post',
    '/api/id/sign-in/password',
    (password: string) => ({ body: { password } }),
    shown,
  );
  const createProfile = useRouteMutation(
    'post',
    '/api/id/sign-in/profile',
    (body: NewProfile) => ({ body }),
    shown,
  );
  const restart = useRouteMutation('delete', '/api/id/sign-in', () => ({}));
  return { begin, sendCode, resend, sendPassword, createProfile, restart };
}

export type SignInActs = ReturnType<typeof useSignIn>;
