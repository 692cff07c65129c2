import type { LinkRequestRead } from '@/shared/api/schema';

/** Which side a page signs in: the journal's account or the learning profile. */
export type Side = 'account' | 'profile';

/** What a linking waits for on this page. */
export type Stop = 'sign_in' | 'confirm_who' | 'review';

/** Give by what the linking knows who is bound on a side: the account's login, or the profile's masked number. */
export function boundAs(request: LinkRequestRead, side: Side): string | null {
  return (side === 'account' ? request.account?.login : request.profile?.phone) ?? null;
}

/**
 * Give what comes next: sign in, say that it is really oneself who is signed in, or look at both sides. `signedAs` is
 * who is signed in on this side, by login or masked number; null: nobody.
 */
export function stopOf(request: LinkRequestRead, side: Side, signedAs: string | null): Stop {
  if (signedAs === null) return 'sign_in';
  const isBound = boundAs(request, side) === signedAs;
  return isBound && request.account && request.profile ? 'review' : 'confirm_who';
}

/**
 * Give the journal that must be asked for anew to go on, since the person is going elsewhere than when the linking
 * began; undefined: it goes on where it stands. What began in the journal knows best where it leads.
 */
export function providerToAskAgain(request: LinkRequestRead, returnTo: string | undefined): string | undefined {
  const leadsThere = returnTo === undefined || request.return_to === returnTo;
  return leadsThere || request.side !== 'messenger' ? undefined : request.provider?.id;
}

/** Names of the steps of each side, and the place of a stop among them. */
export function progressOf(side: Side, stop: Stop): { steps: readonly Step[]; current: number } {
  const steps = STEPS[side];
  return { steps, current: stop === 'review' ? steps.length - 1 : steps.length - 2 };
}

export type Step = 'region' | 'journal' | 'go' | 'account' | 'profile' | 'review';

const STEPS: Readonly<Record<Side, readonly Step[]>> = {
  account: ['region', 'journal', 'go', 'account', 'review'],
  profile: ['profile', 'review'],
};

/** The steps before the journal is entered; the page that shows them counts along. */
export function placeOf(step: Step): { steps: readonly Step[]; current: number } {
  return { steps: STEPS.account, current: STEPS.account.indexOf(step) };
}
