/** Which screen of the sign-in is shown, from what the server knows and what was chosen here. */

/** What the server says of the attempt. */
export type Step = 'phone' | 'code' | 'profile' | 'done';

/** The questions of the new profile, in order. */
export const QUESTIONS = ['names', 'birth', 'sex', 'check'] as const;
export type Question = (typeof QUESTIONS)[number];

export type Screen = 'phone' | 'code' | 'password' | Question | 'done';

/** Give the screen to show. */
export function screenOf(step: Step, wantsPassword: boolean, question: Question): Screen {
  switch (step) {
    case 'phone':
    case 'done':
      return step;
    case 'code':
      return wantsPassword ? 'password' : 'code';
    case 'profile':
      return question;
  }
}

/** Names of the steps that are shown above the screens; a known person's attempt ends after the second. */
export const STEPS = ['phone', 'code', 'names', 'birth', 'sex', 'check'] as const;

/** Give the place of a screen among the steps. */
export function placeOf(screen: Screen): number {
  if (screen === 'password') return STEPS.indexOf('code');
  if (screen === 'done') return STEPS.length - 1;
  return STEPS.indexOf(screen);
}

/** Give the question before this one, or undefined at the first. */
export function questionBefore(question: Question): Question | undefined {
  return QUESTIONS[QUESTIONS.indexOf(question) - 1];
}

/** Give the question after this one; the last is followed by itself. */
export function questionAfter(question: Question): Question {
  return QUESTIONS[QUESTIONS.indexOf(question) + 1] ?? question;
}
