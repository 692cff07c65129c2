import { expect, it } from 'vitest';
import { ApiError } from '@/shared/api/errors';
import type { LinkRequestRead } from '@/shared/api/schema';
import { caseOf, causeOf, nextSteps, PROBLEMS, problemOfError, problemOfRequest } from './problem';

const open: LinkRequestRead = {
  id: '0198',
  side: 'messenger',
  state: 'open',
  provider: null,
  expires_at: '2026-11-23T10:10:00Z',
  next_url: '/journal/link?request=0198',
  return_to: null,
  profile: null,
  account: null,
  mismatches: [],
  refusal: null,
  reasons: [],
  foreign_browser: false,
};

it.each([
  [{}, undefined],
  [{ state: 'signed_in' }, undefined],
  [{ state: 'expired' }, 'expired'],
  [{ state: 'cancelled' }, 'cancelled'],
  [{ state: 'finished' }, 'used'],
  [{ foreign_browser: true }, 'other_browser'],
  [{ state: 'expired', foreign_browser: true }, 'other_browser'],
  [{ refusal: 'account_linked_elsewhere' }, 'account_linked_elsewhere'],
  [{ refusal: 'child_on_adults_profile' }, 'child_on_adults_profile'],
] as const)('finds a linking with %o in trouble: %s', (part, trouble) => {
  expect(problemOfRequest({ ...open, ...part }, true)).toBe(trouble);
});

it('lets somebody else sign in where the one who was signed in could not be linked', () => {
  expect(problemOfRequest({ ...open, refusal: 'child_on_adults_profile' }, false)).toBeUndefined();
  expect(problemOfRequest({ ...open, state: 'expired' }, false)).toBe('expired');
});

it.each([
  ['link_request_expired', 'expired'],
  ['link_request_used', 'used'],
  ['other_browser', 'other_browser'],
  ['journal_silent', 'journal_silent'],
  ['not_found', 'not_found'],
  ['malformed', 'not_found'],
  ['mismatches', undefined],
  ['too_many', undefined],
])('takes the refusal %s for %s', (code, trouble) => {
  expect(problemOfError({ code })).toBe(trouble);
});

it('knows a way out of every trouble', () => {
  for (const trouble of PROBLEMS) expect(nextSteps(trouble).length, trouble).toBeGreaterThan(0);
});

it('finds the case to write to the school about', () => {
  expect(caseOf(new ApiError(409, 'child_on_adults_profile', '', { case_id: '0199' }))).toBe('0199');
  expect(caseOf(new ApiError(409, 'child_on_adults_profile', ''))).toBeUndefined();
  expect(caseOf(new Error('silence'))).toBeUndefined();
});

it.each([
  [['birth_dates_contradict'], 'account', ['change_birth', 'support', 'other_account']],
  [['birth_dates_contradict'], 'profile', ['change_birth', 'support', 'other_number']],
  [['adults_profile', 'birth_dates_contradict'], 'account', ['other_number', 'support', 'other_account']],
  [['birth_dates_contradict', 'linked_as_adult'], 'profile', ['other_number', 'support']],
] as const)('of %o, on the side of the %s, leads to %o', (reasons, side, steps) => {
  expect(nextSteps('child_on_adults_profile', causeOf(reasons), side)).toEqual(steps);
});
