import { QUESTIONS, type Question } from './screen';

/** What was typed of a new profile; kept until it is sent, so that a closed tab loses nothing. */
export interface Draft {
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string;
  /** «2014-03-05», or empty. */
  readonly birth_on: string;
  readonly sex: 'male' | 'female' | '';
  readonly question: Question;
}

export const EMPTY_DRAFT: Draft = {
  last_name: '',
  first_name: '',
  patronymic: '',
  birth_on: '',
  sex: '',
  question: 'names',
};

const KEY = 'parta.profile-draft';
const KEPT_FOR = 3_600_000;
const LONGEST_NAME = 60;

/** Give the draft kept earlier, if it is not older than an hour; an older one is forgotten. */
export function keptDraft(storage: Storage, now: number): Draft {
  const kept = parse(storage.getItem(KEY));
  if (kept && now - kept.at < KEPT_FOR) return kept.draft;
  forgetDraft(storage);
  return EMPTY_DRAFT;
}

/** Keep what was typed so far. */
export function keepDraft(storage: Storage, draft: Draft, now: number): void {
  storage.setItem(KEY, JSON.stringify({ draft, at: now }));
}

/** Forget what was typed: it was sent, or belongs to another number. */
export function forgetDraft(storage: Storage): void {
  storage.removeItem(KEY);
}

/** What is wrong with a name: it is missing, or has what no name has. */
export type NameProblem = 'missing' | 'not_a_name' | 'too_long';

/** Give what is wrong with a name, or undefined. */
export function nameProblem(name: string, isRequired = true): NameProblem | undefined {
  const tidy = tidyName(name);
  if (!tidy) return isRequired ? 'missing' : undefined;
  if (tidy.length > LONGEST_NAME) return 'too_long';
  return /^\p{L}[\p{L}\p{M}'’ .-]*$/u.test(tidy) ? undefined : 'not_a_name';
}

/** Give a name without stray spaces. */
export function tidyName(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}

function parse(text: string | null): { draft: Draft; at: number } | undefined {
  try {
    const kept = JSON.parse(text ?? 'null');
    if (typeof kept?.at !== 'number' || !QUESTIONS.includes(kept.draft?.question)) return undefined;
    return { at: kept.at, draft: { ...EMPTY_DRAFT, ...kept.draft } };
  } catch {
    return undefined;
  }
}
