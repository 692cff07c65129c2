/** What is wrong with a part of a name: it is missing, too long, or has what no name has. */
export type NameProblem = 'missing' | 'not_a_name' | 'too_long';

const LONGEST = 60;
const LETTERS = '(?:[А-ЯЁа-яё]+|[A-Za-zÀ-ÖØ-öø-ÿ]+)';
const NAME = new RegExp(`^${LETTERS}(?:[-'’ ]${LETTERS})*$`);

/** Give what is wrong with a part of a name, or undefined. */
export function nameProblem(name: string, isRequired = true): NameProblem | undefined {
  const tidy = tidyName(name);
  if (!tidy) return isRequired ? 'missing' : undefined;
  if (tidy.length > LONGEST) return 'too_long';
  return NAME.test(tidy) ? undefined : 'not_a_name';
}

/** Give a name without stray spaces. */
export function tidyName(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}
