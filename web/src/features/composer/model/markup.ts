/** The marks by which a person formats what they write: **bold**, _italic_, `code`. Only the composer knows them. */
import type { MessageCreate } from '@/shared/api/schema';

export type Entity = NonNullable<MessageCreate['entities']>[number];

/** A text without marks, and what its parts are. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly Entity[];
}

const WORD = '[\\p{L}\\p{N}_]';
const SPANS = new RegExp(
  [
    '`(?<code>[^`\\n]+)`',
    // An address is left as it is: what looks like marks belongs to it.
    '(?<address>(?:https?:\\/\\/|www\\.)[^\\s<>«»"*]+)',
    '\\*\\*(?<bold>\\S|\\S.*?\\S)\\*\\*',
    `(?<!${WORD})_(?<italic>[^\\s_]|[^\\s_].*?[^\\s_])_(?!${WORD})`,
  ].join('|'),
  'gsu',
);
const MAX_DEPTH = 4;
const MARKS: Readonly<Partial<Record<Entity['kind'], string>>> = { bold: '**', italic: '_', code: '`' };

/** Return the written text without its marks and without spaces around it, with the entities that they mean. */
export function readMarkup(written: string): FormattedText {
  const entities: Entity[] = [];
  return trimmed(read(written, 0, entities), entities);
}

/** Return the text as a person would write it, with marks. */
export function writeMarkup({ text, entities }: FormattedText): string {
  const marked = entities.filter(({ kind }) => MARKS[kind] !== undefined);
  const outerFirst = marked.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  let written = '';
  for (let at = 0; at <= text.length; at += 1) {
    const ending = outerFirst.filter(({ offset, length }) => offset + length === at);
    const beginning = outerFirst.filter(({ offset }) => offset === at);
    written +=
      ending.toReversed().map(markOf).join('') + beginning.map(markOf).join('') + text.slice(at, at + 1);
  }
  return written;
}

function read(written: string, start: number, entities: Entity[], depth = 0): string {
  if (depth > MAX_DEPTH) return written;
  let text = '';
  let at = 0;
  for (const match of written.matchAll(SPANS)) {
    const { code, bold, italic, address } = match.groups ?? {};
    text += written.slice(at, match.index);
    at = match.index + match[0].length;
    if (address !== undefined) {
      text += address;
      continue;
    }
    const offset = start + text.length;
    const kind = code !== undefined ? 'code' : bold !== undefined ? 'bold' : 'italic';
    const inner = code ?? read(bold ?? italic ?? '', offset, entities, depth + 1);
    entities.push({ kind, offset, length: inner.length });
    text += inner;
  }
  return text + written.slice(at);
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

function markOf({ kind }: Entity): string {
  return MARKS[kind] ?? '';
}
