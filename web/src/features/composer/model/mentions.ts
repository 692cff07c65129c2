/** Mentions by «@». The text contains the name, the message the ids. */

/** A person who can be mentioned; without an id it is «all». */
export interface Candidate {
  readonly profileId: string | null;
  /** The text after «@». */
  readonly label: string;
  /** All names that the person can be found by. */
  readonly names: readonly string[];
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
const TYPING = /(?:^|[\s(«"])@(?<query>[\p{L}\p{N}-]*(?: [\p{L}\p{N}-]*)?)$/u;

/** Return the mention that is being typed before the caret, or undefined. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | undefined {
  const query = TYPING.exec(text.slice(0, caret))?.groups?.['query'];
  return query === undefined ? undefined : { start: caret - query.length - 1, query };
}

/** Return the candidates with a name that begins with the query. */
export function candidatesFor<C extends Candidate>(query: string, candidates: readonly C[]): readonly C[] {
  const wanted = fold(query);
  const fits = ({ label, names }: Candidate) =>
    [label, ...names].some((name) => fold(name).startsWith(wanted));
  return candidates.filter(fits).slice(0, MAX_OFFERED);
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

/** Return the mentions of the finished text; of people with the same name those chosen from the list, else all. */
export function mentionsIn(
  text: string,
  candidates: readonly Candidate[],
  chosen: ReadonlySet<string>,
): { readonly mentions: string[]; readonly mentionsAll: boolean } {
  const named = candidates.filter(({ label }) => isNamed(text, label));
  const isChosen = ({ profileId }: Candidate) => profileId !== null && chosen.has(profileId);
  const meant = named.filter(
    (one) => isChosen(one) || !named.some((other) => other.label === one.label && isChosen(other)),
  );
  return {
    mentions: meant.flatMap(({ profileId }) => profileId ?? []),
    mentionsAll: meant.some(({ profileId }) => profileId === null),
  };
}

function isNamed(text: string, label: string): boolean {
  for (let at = text.indexOf(`@${label}`); at >= 0; at = text.indexOf(`@${label}`, at + 1)) {
    const next = text[at + label.length + 1] ?? ' ';
    if (!/[\p{L}\p{N}_]/u.test(next)) return true;
  }
  return false;
}

function fold(words: string): string {
  return words.toLocaleLowerCase('ru').replaceAll('ё', 'е');
}
