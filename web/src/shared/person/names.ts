/** The problem of a part of a name: missing, too long, or with invalid characters. */
export type NameProblem = 'missing' | 'not_a_name' | 'too_long';

const MAX_LENGTH = 60;
const LETTERS = '(?:[А-ЯЁа-яё]+|[A-Za-zÀ-ÖØ-öø-ÿ]+)';
const NAME = new RegExp(`^${LETTERS}(?:[-'’ ]${LETTERS})*$`);

/** Return the problem of a part of a name, or undefined. */
export function nameProblem(name: string, isRequired = true): NameProblem | undefined {
  const tidy = tidyName(name);
  if (!tidy) return isRequired ? 'missing' : undefined;
  if (tidy.length > MAX_LENGTH) return 'too_long';
  return NAME.test(tidy) ? undefined : 'not_a_name';
}

/** Return a name without stray spaces. */
export function tidyName(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}
