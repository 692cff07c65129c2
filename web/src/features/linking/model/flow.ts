import type { LinkRequestRead } from '@/shared/api/schema';

/** The side that a page signs in: journal account or learning profile. */
export type Side = 'account' | 'profile';

/** The step of a link request on this page. */
export type Stop = 'sign_in' | 'confirm_who' | 'review';

/** Return the identifier attached on a side: the account's login, or the profile's masked number. */
export function boundAs(request: LinkRequestRead, side: Side): string | null {
  return (side === 'account' ? request.account?.login : request.profile?.phone) ?? null;
}

/**
 * Return the next step: sign in, confirm the signed-in person, or review both sides. `signedAs` is the login or
 * masked number of the signed-in person on this side, or null.
 */
export function stopOf(request: LinkRequestRead, side: Side, signedAs: string | null): Stop {
  if (signedAs === null) return 'sign_in';
  const isBound = boundAs(request, side) === signedAs;
  return isBound && request.account && request.profile ? 'review' : 'confirm_who';
}

/**
 * Return the provider to start again with, if the address to return to has changed since the request began, or
 * undefined to continue it. Requests that began in the journal keep their address.
 */
export function providerToAskAgain(
  request: LinkRequestRead,
  returnTo: string | undefined,
): string | undefined {
  const leadsThere = returnTo === undefined || request.return_to === returnTo;
  return leadsThere || request.side !== 'messenger' ? undefined : request.provider?.id;
}

/** The steps of each side, and the index of a step. */
export function progressOf(side: Side, stop: Stop): { steps: readonly Step[]; current: number } {
  const steps = STEPS[side];
  return { steps, current: stop === 'review' ? steps.length - 1 : steps.length - 2 };
}

export type Step = 'region' | 'journal' | 'go' | 'account' | 'profile' | 'review';

const STEPS: Readonly<Record<Side, readonly Step[]>> = {
  account: ['region', 'journal', 'go', 'account', 'review'],
  profile: ['profile', 'review'],
};

/** The steps before the journal. */
export function placeOf(step: Step): { steps: readonly Step[]; current: number } {
  return { steps: STEPS.account, current: STEPS.account.indexOf(step) };
}
