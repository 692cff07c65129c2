/** When a hand comes down by itself: once its owner has been given the floor, and speaks. Pure. */

/** What is known of the person while their hand is up. */
export interface Speech {
  readonly hasHand: boolean;
  readonly mayMicrophone: boolean;
  readonly microphone: boolean;
  readonly isSpeaking: boolean;
}

/** True once the floor was given: they may speak since, or have switched the microphone on since. */
export type HasFloor = boolean;

/** Return whether the person has the floor; a hand that goes up while one speaks asks for more. */
export function nextFloor(hadFloor: HasFloor, before: Speech, after: Speech): HasFloor {
  if (!after.hasHand || !before.hasHand) return false;
  const isGiven = !before.mayMicrophone && after.mayMicrophone;
  return hadFloor || isGiven || (!before.microphone && after.microphone);
}

/** True if the hand is to come down. */
export function isAnswered(hasFloor: HasFloor, { hasHand, microphone, isSpeaking }: Speech): boolean {
  return hasFloor && hasHand && microphone && isSpeaking;
}
