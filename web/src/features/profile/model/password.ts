/** The problems of a new password that are found before asking the server. */
export type PasswordProblem = 'too_short' | 'too_long' | 'differ';

const MIN_LENGTH = 10;
const MAX_LENGTH = 128;

/** Return the problem of a new password typed twice, or undefined. */
export function passwordProblem(password: string, again: string): PasswordProblem | undefined {
  const length = [...password].length;
  if (length < MIN_LENGTH) return 'too_short';
  if (length > MAX_LENGTH) return 'too_long';
  return password === again ? undefined : 'differ';
}
