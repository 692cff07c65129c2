import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '@/shared/api/client';
import type { SignInState } from '@/shared/api/schema';
import type { Sex } from '@/shared/person/SexField';

/** What a person says of themselves. */
export interface NewProfile {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string | null;
  readonly birth_on: string;
  readonly sex: Sex;
}

const STATE = ['id', 'sign-in'] as const;
/** How often is asked what becomes of a message that is under way, in milliseconds. */
const DELIVERY_MS = 3_000;

/** The sign-in attempt of this browser: where it stands, and when that was told. */
export function useSignInState() {
  return useQuery({
    queryKey: STATE,
    queryFn: () => dataOf(api.GET('/api/id/sign-in')),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchInterval: ({ state: { data } }) => (isUnderWay(data) ? DELIVERY_MS : false),
  });
}

function isUnderWay(state: SignInState | undefined): boolean {
  return state?.step === 'code' && (state.delivery === 'sending' || state.delivery === 'delayed');
}

/** What moves a sign-in on; each act's answer becomes the state. `onDone`: someone is signed in now. */
export function useSignIn(onDone: () => void) {
  const client = useQueryClient();
  const keep = (state: SignInState) => {
    client.setQueryData(STATE, state);
    if (state.step === 'done') onDone();
  };
  const begin = useMutation({
    mutationFn: (phone: string) => dataOf(api.POST('/api/id/sign-in', { body: { phone } })),
    onSuccess: keep,
  });
  const sendCode = useMutation({
    mutationFn: (code: string) => dataOf(api.POST('/api/id/sign-in/code', { body: { code } })),
    onSuccess: keep,
  });
  const resend = useMutation({
    mutationFn: () => dataOf(api.POST('/api/id/sign-in/resend')),
    onSuccess: keep,
  });
  const sendPassword = useMutation({
    mutationFn: (password: string) => dataOf(api.POST('/api/id/sign-in/password', { body: { password } })),
    onSuccess: keep,
  });
  const createProfile = useMutation({
    mutationFn: (body: NewProfile) => dataOf(api.POST('/api/id/sign-in/profile', { body })),
    onSuccess: keep,
  });
  const startAnew = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/id/sign-in')),
    onSuccess: () => client.invalidateQueries({ queryKey: STATE }),
  });
  return { begin, sendCode, resend, sendPassword, createProfile, startAnew };
}

export type SignInActs = ReturnType<typeof useSignIn>;
