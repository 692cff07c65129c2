/** The marks by which a person formats what they write: **bold**, _italic_, `code`. Only the composer knows them. */
import type { MessageCreate } from '@/shared/api/schema';
import { endsAt, type Mark, runsIn } from './markup-runs';

export type Entity = NonNullable<MessageCreate['entities']>[number];

/** A text without marks, and what its parts are. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** A format, from one mark to another. */
interface Pair {
  readonly kind: 'bold' | 'italic' | 'code';
  readonly open: Mark;
  readonly close: Mark;
}

const SIGNS: Readonly<Partial<Record<Entity['kind'], string>>> = { bold: '**', italic: '_', code: '`' };
/** An address is left as it is: what looks like marks belongs to it. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>«»"]*[^\s<>«»".,;:!?…)]/giu;
const NOTHING_INSIDE = /^[*_`\\\s]*$/;
const PARAGRAPH = /\n\s*\n/;

/** Return the written text without its marks and without spaces around it, with the entities that they mean. */
export function readMarkup(written: string): FormattedText {
  const { pairs, texts } = pairsIn(written);
  const edges = [...texts, ...pairs.flatMap(({ open, close }) => [open, close])];
  const offsets = new Map<Mark, number>();
  let text = '';
  let at = 0;
  for (const mark of edges.toSorted((a, b) => a.start - b.start)) {
    text += written.slice(at, mark.start);
    offsets.set(mark, text.length);
    if (texts.has(mark)) text += mark.text;
    at = mark.end;
  }
  const entities = pairs.map(({ kind, open, close }) => {
    const offset = offsets.get(open) ?? 0;
    return { kind, offset, length: (offsets.get(close) ?? 0) - offset };
  });
  return trimmed(text + written.slice(at), entities);
}

/** Return the text as a person would write it, with marks; what would be taken for marks is escaped. */
export function writeMarkup({ text, entities }: FormattedText): string {
  const marked = entities.filter(({ kind }) => SIGNS[kind] !== undefined);
  const outerFirst = marked.toSorted(
    (a, b) => a.offset - b.offset || b.length - a.length || (a.kind === 'code' ? 1 : -1), // code holds no marks
  );
  const signs: { readonly sign: string; readonly isText: boolean }[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    const ending = outerFirst.filter(({ offset, length }) => offset + length === at).toReversed();
    const beginning = outerFirst.filter(({ offset }) => offset === at);
    const isCode = marked.some(
      ({ kind, offset, length }) => kind === 'code' && offset <= at && at < offset + length,
    );
    for (const { kind } of [...ending, ...beginning])
      for (const sign of SIGNS[kind] ?? '') signs.push({ sign, isText: false });
    if (at < text.length) signs.push({ sign: text.charAt(at), isText: !isCode });
  }
  const plain = signs.map(({ sign }) => sign).join('');
  const read = readMarkup(plain);
  if (read.text === text && describe(read.entities) === describe(marked)) return plain;
  return escaped(plain, (at) => signs[at]?.isText === true);
}

function pairsIn(written: string): { pairs: readonly Pair[]; texts: ReadonlySet<Mark> } {
  const addresses = [...written.matchAll(ADDRESS)].map(({ index, 0: found }) => [
    index,
    index + found.length,
  ]);
  const pairs: Pair[] = [];
  const texts = new Set<Mark>();
  let open: Mark[] = [];
  let codeEnd = 0;
  for (const run of runsIn(written)) {
    const [start = -1, end] =
      addresses.find(([from = 0, to = 0]) => from < run.start && run.start < to) ?? [];
    const mayEnd =
      run.end === end &&
      run.marks.some(({ kind }) => open.some((one) => one.kind === kind && one.start < start));
    if (start >= 0 && !mayEnd) continue;
    for (const mark of run.marks) {
      if (mark.start < codeEnd) continue;
      const close = mark.kind === 'code' && run.opens ? endOfCode(written, mark) : undefined;
      const opener = run.closes ? open.findLast(({ kind }) => kind === mark.kind) : undefined;
      if (mark.kind === 'text') texts.add(mark);
      else if (close) {
        pairs.push({ kind: 'code', open: mark, close });
        codeEnd = close.end;
      } else if (mark.kind === 'code') texts.add(mark);
      else if (opener && isFormatted(written.slice(opener.end, mark.start))) {
        pairs.push({ kind: mark.kind, open: opener, close: mark });
        open = open.slice(0, open.indexOf(opener));
      } else if (run.opens) open.push(mark);
    }
  }
  return { pairs, texts };
}

/** Return the mark that ends this code: in its line, before a border; all between is code as it stands. */
function endOfCode(written: string, { end }: Mark): Mark | undefined {
  const start = written.indexOf('`', end);
  const code = written.slice(end, start);
  if (start <= end || code.includes('\n') || code.trim() === '') return undefined;
  if (/\s$/.test(code) || written[start + 1] === '`' || !endsAt(written, start + 1)) return undefined;
  return { kind: 'code', text: '`', start, end: start + 1 };
}

function isFormatted(inside: string): boolean {
  return !NOTHING_INSIDE.test(inside) && !PARAGRAPH.test(inside);
}

/** Return the written text with a backslash before each mark that is text, where marks can begin or end a format. */
function escaped(written: string, isText: (at: number) => boolean): string {
  let result = '';
  let at = 0;
  for (const run of runsIn(written).filter(({ opens, closes }) => opens || closes)) {
    result += written.slice(at, run.start);
    at = run.end;
    for (let sign = run.start; sign < run.end; sign += 1) {
      const isSlash = written[sign] === '\\';
      const isBeforeMark = /^\\*[*_`]/.test(written.slice(sign, run.end));
      result += isText(sign) && (!isSlash || isBeforeMark) ? `\\${written[sign]}` : written[sign];
    }
  }
  return result + written.slice(at);
}

function describe(entities: readonly Entity[]): string {
  return entities
    .map(({ kind, offset, length }) => `${offset} ${length} ${kind}`)
    .sort()
    .join();
}

/** The server strips spaces around a text, and counts from what remains. */
function trimmed(text: string, entities: readonly Entity[]): FormattedText {
  const shift = text.length - text.trimStart().length;
  const kept = text.trim();
  const moved = entities.map((one) => {
    const offset = Math.max(0, one.offset - shift);
    const end = Math.min(kept.length, one.offset + one.length - shift);
    return { ...one, offset, length: end - offset };
  });
  return { text: kept, entities: moved.filter(({ length }) => length > 0) };
}
