/** The screen of the sign-in, from the server's state and the person's choices. */

/** The server's step of the attempt. */
export type Step = 'phone' | 'code' | 'profile' | 'done';

/** The pages of the new profile, in order. */
export const PAGES = ['details', 'check'] as const;
export type Page = (typeof PAGES)[number];

/** What a person came for: to sign in, or to create a profile. */
export type Way = 'enter' | 'create';

export type Screen = 'start' | 'phone' | 'code' | 'password' | Page | 'done';

/** The person's own choices, which the server does not know. */
export interface Choices {
  /** True once the number is asked for. */
  readonly hasBegun: boolean;
  /** True while the number of an attempt is corrected. */
  readonly isCorrecting: boolean;
  readonly wantsPassword: boolean;
  readonly page: Page;
}

/** Return the screen to show. */
export function screenOf(step: Step, { hasBegun, isCorrecting, wantsPassword, page }: Choices): Screen {
  if (step === 'done') return 'done';
  if (!hasBegun) return 'start';
  if (step === 'phone' || isCorrecting) return 'phone';
  if (step === 'code') return wantsPassword ? 'password' : 'code';
  return page;
}

/** The steps of creating a profile. */
export const STEPS = ['phone', 'code', ...PAGES] as const;

/**
 * Return the index of a screen's step, or undefined where steps are not counted: who only signs in learns nothing from
 * them, and whether a number is new shows after the code.
 */
export function stepOf(screen: Screen, way: Way): number | undefined {
  const isNew = screen === 'details' || screen === 'check';
  if (way === 'enter' && !isNew) return undefined;
  const index = STEPS.findIndex((step) => step === (screen === 'password' ? 'code' : screen));
  return index < 0 ? undefined : index;
}
