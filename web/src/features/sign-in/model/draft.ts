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
/** As long as the server lets a sign-in be resumed. */
const KEPT_FOR = 24 * 3_600_000;

/** Give the draft kept earlier, if it is not older than a day; an older one is forgotten. */
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

function parse(text: string | null): { draft: Draft; at: number } | undefined {
  try {
    const kept = JSON.parse(text ?? 'null');
    if (typeof kept?.at !== 'number' || !QUESTIONS.includes(kept.draft?.question)) return undefined;
    return { at: kept.at, draft: { ...EMPTY_DRAFT, ...kept.draft } };
  } catch {
    return undefined;
  }
}
