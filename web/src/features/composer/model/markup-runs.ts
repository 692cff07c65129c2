/** Runs of marks in what a person writes, and what each may do: formats begin and end at borders, as words do. */

/** A mark: it may begin or end a format, or stands for itself. */
export interface Mark {
  readonly kind: 'bold' | 'italic' | 'code' | 'text';
  /** What it stands for where it formats nothing: an escaped mark has no backslash there. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Marks and backslashes without anything between them. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
  readonly opens: boolean;
  readonly closes: boolean;
}

const RUN = /[\\*_`]*[*_`][\\*_`]*/g;
const BEFORE = /(?:^|[\s([{«"'„“‘‹—–]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u20e3)$/u;
const AFTER = /^(?:$|[\s.,;:!?…)\]}»"'”“’›—–-]|\p{Extended_Pictographic})/u;
/** A lone asterisk formats nothing: it begins a list, or ends a path. */
const MEANT = /\*\*|[_`]/;
const KINDS: Readonly<Record<string, Mark['kind']>> = { '**': 'bold', _: 'italic', '`': 'code' };
/** How much is looked at beside a run: one sign, which may be a surrogate pair. */
const SIGN = 2;

/** Return the runs of marks, in order. Where one can neither begin nor end a format, its backslashes are text, too. */
export function runsIn(written: string): readonly Run[] {
  return [...written.matchAll(RUN)].map(({ index, 0: signs }) => {
    const end = index + signs.length;
    const before = written.slice(Math.max(0, index - SIGN), index);
    const after = written.slice(end, end + SIGN);
    const marks = marksOf(signs, index);
    const isMeant = MEANT.test(signs.replaceAll('\\', ''));
    const opens = isMeant && BEFORE.test(before) && /^\S/.test(after);
    const closes = isMeant && /\S$/.test(before) && AFTER.test(after);
    return { start: index, end, opens, closes, marks: opens || closes ? marks : [] };
  });
}

/** True if a format may end there: what follows its mark, other marks and escaped ones apart, is a border. */
export function endsAt(written: string, end: number): boolean {
  return AFTER.test(written.slice(end).replace(/^(?:\\[\\*_`]|[*_])+/, ''));
}

/** Return the marks of a run: two backslashes before a mark stand for one, an odd one escapes the mark. */
function marksOf(signs: string, start: number): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { index, 1: slashes = '', 2: same = '' } of signs.matchAll(/(\\*)(\*+|_+|`+)/g)) {
    const escaped = slashes.length % 2 === 1 ? 1 : 0;
    const at = start + index + slashes.length + escaped;
    const text = slashes.slice(0, Math.floor(slashes.length / 2)) + same.slice(0, escaped);
    if (slashes) marks.push({ kind: 'text', text, start: start + index, end: at });
    const rest = same.slice(escaped);
    const kind = KINDS[rest] ?? 'text';
    if (rest) marks.push({ kind, text: rest, start: at, end: at + rest.length });
  }
  return marks;
}
