/** The screen of the sign-in, from the server's state and the person's choices. */

/** The server's step of the attempt. */
export type Step = 'phone' | 'code' | 'profile' | 'done';

/** The questions of the new profile, in order. */
export const QUESTIONS = ['names', 'birth', 'sex', 'check'] as const;
export type Question = (typeof QUESTIONS)[number];

export type Screen = 'phone' | 'code' | 'password' | Question | 'done';

/** Return the screen to show. */
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

export interface Progress {
  readonly steps: readonly ('phone' | 'code' | Question)[];
  readonly current: number;
}

/** The steps shown above a screen: two for signing in, and one per question for a new profile. */
export function progressOf(screen: Exclude<Screen, 'done'>): Progress {
  if (screen === 'phone') return { steps: ENTRY, current: 0 };
  if (screen === 'code' || screen === 'password') return { steps: ENTRY, current: 1 };
  return { steps: QUESTIONS, current: QUESTIONS.indexOf(screen) };
}

const ENTRY = ['phone', 'code'] as const;

/** Return the question before this one, or undefined at the first. */
export function questionBefore(question: Question): Question | undefined {
  return QUESTIONS[QUESTIONS.indexOf(question) - 1];
}

/** Return the question after this one; the last is followed by itself. */
export function questionAfter(question: Question): Question {
  return QUESTIONS[QUESTIONS.indexOf(question) + 1] ?? question;
}
