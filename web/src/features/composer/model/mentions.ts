/** Mentions by «@». The text contains the name, its entities the ids. */
import { namedOf } from '@/shared/person/name-search';
import type { Person } from '@/shared/person/person';
import { patternOfTexts } from '@/shared/text/pattern';
import { withWords } from '@/shared/text/words';
import type { Entity, FormattedText } from './markup';

/** A person who can be mentioned; without an id it is «all». */
export interface Candidate {
  readonly profileId: string | null;
  /** The text after «@». */
  readonly label: string;
  /** By whose names they are found; null for everybody at once, and for who is no member any more. */
  readonly person: Person | null;
}

/** An «@» being typed: its index and the text from it to the caret. */
export interface MentionQuery {
  readonly start: number;
  readonly query: string;
}

export interface TextAndCaret {
  readonly text: string;
  readonly caret: number;
}

const MAX_OFFERED = 8;
const WORD = '[\\p{L}\\p{N}_]';
/** A name does not end where a part of a compound name follows. */
const MORE_OF_NAME = `${WORD}|[\\-'’]\\p{L}`;
const TYPING =
  /(?:^|[\s(«"])@(?<query>[\p{L}\p{M}\p{N}'`´ʹʻʼ‘’‛′‐‑–-]*(?: [\p{L}\p{M}\p{N}'`´ʹʻʼ‘’‛′‐‑–-]*)?)$/u;

/** Return the mention that is being typed before the caret, or undefined. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | undefined {
  const query = TYPING.exec(text.slice(0, caret))?.groups?.['query'];
  return query === undefined ? undefined : { start: caret - query.length - 1, query };
}

/** Return the candidates with this name: everybody at once, then people, the likeliest first. */
export function candidatesFor<C extends Candidate>(query: string, candidates: readonly C[]): readonly C[] {
  const everybody = candidates.filter(({ profileId }) => profileId === null);
  const called = withWords(everybody, query, ({ label }) => `${label} all`);
  const people = candidates.flatMap((candidate) =>
    candidate.person ? [{ candidate, person: candidate.person }] : [],
  );
  const named = namedOf(people, query, ({ person }) => person).map(({ candidate }) => candidate);
  return [...called, ...named].slice(0, MAX_OFFERED);
}

/** Replace the typed query by the chosen name and a space; the caret follows. */
export function insertMention(
  text: string,
  { start, query }: MentionQuery,
  { label }: Candidate,
): TextAndCaret {
  const after = text.slice(start + 1 + query.length);
  const named = `@${label}${after.startsWith(' ') ? '' : ' '}`;
  return { text: text.slice(0, start) + named + after, caret: start + `@${label} `.length };
}

/** Return the people whom a stored message mentions, by the names in its text, each time they are mentioned. */
export function mentionedIn({ text, entities }: FormattedText): readonly Candidate[] {
  return entities.flatMap((one) => {
    if (one.kind !== 'mention') return [];
    const label = text.slice(one.offset, one.offset + one.length).replace(/^@/, '');
    return [{ profileId: one.profile_id, label, person: null }];
  });
}

/** Return the mentions of the finished text; of people with the same name those chosen, in order, else the first. */
export function mentionsIn(
  { text, entities }: FormattedText,
  candidates: readonly Candidate[],
  chosen: readonly (string | null)[],
): readonly Entity[] {
  if (candidates.length === 0) return [];
  const labels = candidates.map(({ label }) => label);
  const pattern = patternOfTexts(labels, `(?<!${WORD})@`, `(?!${MORE_OF_NAME})`);
  const mentions: Entity[] = [];
  const counts = new Map<string, number>();
  for (const match of text.matchAll(pattern)) {
    const place = { offset: match.index, length: match[0].length };
    if (entities.some((one) => !canContain(one, place))) continue;
    const label = match.groups?.['text'] ?? '';
    const count = counts.get(label) ?? 0;
    counts.set(label, count + 1);
    const profileId = meantBy(label, candidates, chosen, count);
    mentions.push(
      profileId === null
        ? { kind: 'mention_all', ...place }
        : { kind: 'mention', ...place, profile_id: profileId },
    );
  }
  return mentions;
}

/** Return whom the mention number `count` of this name means; null: everybody. */
function meantBy(
  label: string,
  candidates: readonly Candidate[],
  chosen: readonly (string | null)[],
  count: number,
): string | null {
  const named = candidates.filter((one) => one.label === label).map(({ profileId }) => profileId);
  const meant = chosen.filter((profileId) => named.includes(profileId));
  return meant[Math.min(count, meant.length - 1)] ?? named[0] ?? null;
}

/** A mention is not in code, and crosses no other entity. */
function canContain(one: Entity, place: Pick<Entity, 'offset' | 'length'>): boolean {
  const start = Math.max(one.offset, place.offset);
  const shared = Math.min(one.offset + one.length, place.offset + place.length) - start;
  return shared <= 0 || (one.kind !== 'code' && (shared === one.length || shared === place.length));
}
