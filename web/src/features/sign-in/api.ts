import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import { isApiError } from '@/shared/api/errors';
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

const STATE = ['id', 'sign-in'] as const;
/** The polling interval for the delivery of the code. */
const DELIVERY_MS = 3_000;

/** The state of this browser's sign-in attempt. */
export function useSignInState() {
  return useQuery({
    queryKey: STATE,
    queryFn: () => dataOf(api.GET('/api/id/sign-in')),
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
    client.setQueryData(STATE, state);
    if (state.step === 'done') onDone();
  };
  /** The attempt has ended, by its age or elsewhere: the number's step follows, with the number. */
  const onError = (failure: Error) => {
    if (isApiError(failure, 'no_attempt', 'wrong_step')) void client.invalidateQueries({ queryKey: STATE });
  };
  const begin = useMutation({
    mutationFn: (phone: string) => dataOf(api.POST('/api/id/sign-in', { body: { phone } })),
    onSuccess: (state) => {
      if (client.getQueryData<SignInState>(STATE)?.phone !== state.phone) onOtherNumber();
      store(state);
    },
  });
  const sendCode = useMutation({
    mutationFn: (code: string) => dataOf(api.POST('/api/id/sign-in/code', { body: { code } })),
    onSuccess: store,
    onError,
  });
  const resend = useMutation({
    mutationFn: () => dataOf(api.POST('/api/id/sign-in/resend')),
    onSuccess: store,
    onError,
  });
  const sendPassword = useMutation({
    mutationFn: (password: string) => dataOf(api.POST('/api/id/sign-in/password', { body: { password } })),
    onSuccess: store,
    onError,
  });
  const createProfile = useMutation({
    mutationFn: (body: NewProfile) => dataOf(api.POST('/api/id/sign-in/profile', { body })),
    onSuccess: store,
    onError,
  });
  const restart = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/id/sign-in')),
    onSuccess: () => client.invalidateQueries({ queryKey: STATE }),
  });
  return { begin, sendCode, resend, sendPassword, createProfile, restart };
}

export type SignInActs = ReturnType<typeof useSignIn>;
