import { Refusal } from '@/shared/api/refusal';
import type { LinkRequestRead } from '@/shared/api/schema';

/** Why a linking cannot go on; each has its own plain screen. */
export const TROUBLES = [
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
export type Trouble = (typeof TROUBLES)[number];

/** What a person can do about it. */
export type WayOut = 'begin_anew' | 'other_account' | 'retry' | 'support' | 'messenger';

const CODES: Readonly<Record<string, Trouble>> = {
  link_request_expired: 'expired',
  link_request_cancelled: 'cancelled',
  link_request_used: 'used',
  other_browser: 'other_browser',
  account_linked_elsewhere: 'account_linked_elsewhere',
  already_linked: 'already_linked',
  journal_silent: 'journal_silent',
  child_on_adults_profile: 'child_on_adults_profile',
  not_found: 'not_found',
};

const WAYS_OUT: Readonly<Record<Trouble, readonly WayOut[]>> = {
  expired: ['begin_anew'],
  cancelled: ['begin_anew'],
  used: ['messenger', 'begin_anew'],
  other_browser: ['begin_anew'],
  account_linked_elsewhere: ['other_account', 'messenger'],
  already_linked: ['messenger'],
  journal_silent: ['retry', 'begin_anew'],
  child_on_adults_profile: ['support', 'other_account'],
  not_found: ['begin_anew'],
};

/**
 * Give the trouble that a linking is in by its own state, or undefined where it can go on. What contradicts counts
 * only while the one whom it is about is signed in: another may sign in and take their place.
 */
export function troubleOfRequest(request: LinkRequestRead, isBound: boolean): Trouble | undefined {
  if (request.foreign_browser) return 'other_browser';
  if (request.state === 'expired' || request.state === 'cancelled') return request.state;
  if (request.state === 'finished') return 'used';
  return request.refusal && isBound ? CODES[request.refusal] : undefined;
}

/** Give the trouble that a refusal tells of, or undefined where it is no trouble of linking. */
export function troubleOfRefusal(refusal: Pick<Refusal, 'code'>): Trouble | undefined {
  return CODES[refusal.code];
}

/** Give what can be done, the best first. */
export function waysOut(trouble: Trouble): readonly WayOut[] {
  return WAYS_OUT[trouble];
}

/** Give the case that the school can be written about, if the refusal names one. */
export function caseOf(failure: unknown): string | undefined {
  const id = failure instanceof Refusal ? failure.facts['case_id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}
