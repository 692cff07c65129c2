/** Naming people in a message by «@». The text carries the name, the message carries the ids. */

/** Who can be named; without an id it is «all». */
export interface Candidate {
  readonly profileId: string | null;
  /** The words that stand after «@». */
  readonly label: string;
  /** Every name by which one may look for the person. */
  readonly names: readonly string[];
}

/** An «@» that is being typed: where it stands and what follows it up to the caret. */
export interface MentionQuery {
  readonly start: number;
  readonly query: string;
}

export interface TextAndCaret {
  readonly text: string;
  readonly caret: number;
}

const MOST_OFFERED = 8;
const TYPING = /(?:^|[\s(«"])@(?<query>[\p{L}\p{N}-]*(?: [\p{L}\p{N}-]*)?)$/u;

/** Give the mention that is being typed before the caret, or undefined. */
export function mentionQueryAt(text: string, caret: number): MentionQuery | undefined {
  const query = TYPING.exec(text.slice(0, caret))?.groups?.['query'];
  return query === undefined ? undefined : { start: caret - query.length - 1, query };
}

/** Give who fits the query: those whose any name begins with it. */
export function candidatesFor<C extends Candidate>(query: string, candidates: readonly C[]): readonly C[] {
  const wanted = fold(query);
  const fits = ({ label, names }: Candidate) =>
    [label, ...names].some((name) => fold(name).startsWith(wanted));
  return candidates.filter(fits).slice(0, MOST_OFFERED);
}

/** Put the chosen name in place of what was typed; the caret stands after it and a space. */
export function insertMention(
  text: string,
  { start, query }: MentionQuery,
  { label }: Candidate,
): TextAndCaret {
  const after = text.slice(start + 1 + query.length);
  const named = `@${label}${after.startsWith(' ') ? '' : ' '}`;
  return { text: text.slice(0, start) + named + after, caret: start + `@${label} `.length };
}

/** Give whom the finished text names; of people who share a name those chosen from the list, else all of them. */
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
