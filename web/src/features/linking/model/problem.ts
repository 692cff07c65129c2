import { ApiError } from '@/shared/api/errors';
import type { LinkRequestRead, Reason } from '@/shared/api/schema';
import type { Side } from './flow';

/** Why linking cannot continue; each has its own screen. */
export const PROBLEMS = [
  'expired',
  'cancelled',
  'used',
  'other_browser',
  'account_linked_elsewhere',
  'already_linked',
  'journal_silent',
  'child_on_adults_profile',
  'not_found',
] as const;
export type LinkProblem = (typeof PROBLEMS)[number];

/** What a person can do about it. */
export type NextStep =
  | 'begin_anew'
  | 'change_birth'
  | 'other_account'
  | 'other_number'
  | 'retry'
  | 'support'
  | 'messenger';

const CODES: Readonly<Record<string, LinkProblem>> = {
  link_request_expired: 'expired',
  link_request_cancelled: 'cancelled',
  link_request_used: 'used',
  other_browser: 'other_browser',
  account_linked_elsewhere: 'account_linked_elsewhere',
  already_linked: 'already_linked',
  journal_silent: 'journal_silent',
  child_on_adults_profile: 'child_on_adults_profile',
  not_found: 'not_found',
  // Of an address that was cut.
  malformed: 'not_found',
};

const WAYS_OUT: Readonly<Record<LinkProblem, readonly NextStep[]>> = {
  expired: ['begin_anew'],
  cancelled: ['begin_anew'],
  used: ['messenger', 'begin_anew'],
  other_browser: ['begin_anew'],
  account_linked_elsewhere: ['other_account', 'messenger'],
  already_linked: ['messenger'],
  journal_silent: ['retry', 'begin_anew'],
  child_on_adults_profile: ['support'],
  not_found: ['begin_anew'],
};

/**
 * Return the problem of a request's own state, or undefined. A conflict counts only while the attached person
 * is signed in: somebody else may sign in instead.
 */
export function problemOfRequest(request: LinkRequestRead, isBound: boolean): LinkProblem | undefined {
  if (request.foreign_browser) return 'other_browser';
  if (request.state === 'expired' || request.state === 'cancelled') return request.state;
  if (request.state === 'finished') return 'used';
  return request.refusal && isBound ? CODES[request.refusal] : undefined;
}

/** Return the problem of an error, or undefined if it is not one of linking. */
export function problemOfError(refusal: Pick<ApiError, 'code'>): LinkProblem | undefined {
  return CODES[refusal.code];
}

/** The causes of a conflict, from the one that explains the others. */
const CAUSES: readonly Reason[] = [
  'linked_as_adult',
  'linked_as_student',
  'adults_profile',
  'birth_dates_contradict',
];

/** Return the reason of a conflict that a person is told. */
export function causeOf(reasons: readonly Reason[]): Reason | undefined {
  return CAUSES.find((cause) => reasons.includes(cause));
}

/**
 * Return the next steps, the best first. A conflict has those of its cause; on the profile's side another account of
 * the diary cannot be chosen.
 */
export function nextSteps(trouble: LinkProblem, cause?: Reason, side: Side = 'account'): readonly NextStep[] {
  const steps: readonly NextStep[] =
    trouble === 'child_on_adults_profile' && cause
      ? [cause === 'birth_dates_contradict' ? 'change_birth' : 'other_number', 'support', 'other_account']
      : WAYS_OUT[trouble];
  const fitting = steps.map((step) =>
    step === 'other_account' && side === 'profile' ? 'other_number' : step,
  );
  return [...new Set(fitting)];
}

/** Return the support case, if the error names one. */
export function caseOf(failure: unknown): string | undefined {
  const id = failure instanceof ApiError ? failure.extra['case_id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}
