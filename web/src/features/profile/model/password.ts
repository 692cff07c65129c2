/** What is wrong with a new password before the server is asked. */
export type PasswordProblem = 'too_short' | 'too_long' | 'differ';

const SHORTEST = 10;
const LONGEST = 128;

/** Give what is wrong with a new password typed twice, or undefined. */
export function passwordProblem(password: string, again: string): PasswordProblem | undefined {
  const length = [...password].length;
  if (length < SHORTEST) return 'too_short';
  if (length > LONGEST) return 'too_long';
  return password === again ? undefined : 'differ';
}
