import { isNameGood } from '@/shared/person/NameFields';
import { PAGES, type Page } from './screen';

/** The draft of a new profile, stored until it is sent. */
export interface Draft {
  /** The number that the profile will have: a draft is of no use to another. */
  readonly phone: string;
  readonly last_name: string;
  readonly first_name: string;
  readonly patronymic: string;
  /** «2014-03-05», or empty. */
  readonly birth_on: string;
  readonly sex: 'male' | 'female' | '';
  readonly page: Page;
}

/** What is known of a person before they say it, such as by the journal from which they come. */
export type Known = Pick<Draft, 'last_name' | 'first_name' | 'patronymic' | 'birth_on' | 'sex'>;

const NOTHING: Known = { last_name: '', first_name: '', patronymic: '', birth_on: '', sex: '' };
const KEY = 'parta.profile-draft';
/** As long as the number of a sign-in that has ended is kept. */
const MAX_AGE_MS = 24 * 3_600_000;

/** Return a draft in which only what is known is filled in. */
export function beginDraft(phone: string, known: Known = NOTHING): Draft {
  return { ...known, phone, page: 'details' };
}

/** True if nothing is missing. */
export function isComplete(draft: Draft): boolean {
  return isNameGood(draft) && draft.birth_on !== '' && draft.sex !== '';
}

/** Return the stored draft, if it is not older than a day; an older one is deleted. */
export function readDraft(storage: Storage, now: number): Draft | undefined {
  const stored = parse(storage.getItem(KEY));
  if (stored && now - stored.at < MAX_AGE_MS) return stored.draft;
  forgetDraft(storage);
  return undefined;
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
    if (typeof kept?.at !== 'number' || typeof kept.draft?.phone !== 'string') return undefined;
    if (!PAGES.includes(kept.draft.page)) return undefined;
    return { at: kept.at, draft: { ...NOTHING, ...kept.draft } };
  } catch {
    return undefined;
  }
}
