import { QUESTIONS, type Question } from './screen';

/** The draft of a new profile, stored until it is sent. */
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
/** As long as the number of a sign-in that has ended is kept. */
const MAX_AGE_MS = 24 * 3_600_000;

/** Return the stored draft, if it is not older than a day; an older one is deleted. */
export function readDraft(storage: Storage, now: number): Draft {
  const stored = parse(storage.getItem(KEY));
  if (stored && now - stored.at < MAX_AGE_MS) return stored.draft;
  forgetDraft(storage);
  return EMPTY_DRAFT;
}

/** Store the draft. */
export function saveDraft(storage: Storage, draft: Draft, now: number): void {
  storage.setItem(KEY, JSON.stringify({ draft, at: now }));
}

/** Delete the draft: it was sent, or belongs to another number. */
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
