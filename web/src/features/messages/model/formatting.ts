/** Light formatting of messages: **bold**, _italic_, `code`, links and mentions. Returns a tree, never HTML. */

export type Piece =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'mention'; readonly text: string; readonly profileId: string | null };

/** A person or «all», and the names after «@» in the text. */
export interface Mentioned {
  readonly profileId: string | null;
  readonly label: string;
}

const WORD = '[\\p{L}\\p{N}_]';
const SPANS = [
  '`(?<code>[^`\\n]+)`',
  '(?<link>(?:https?:\\/\\/|www\\.)[^\\s<>«»"]+)',
  '\\*\\*(?<bold>\\S|\\S.*?\\S)\\*\\*',
  `(?<!${WORD})_(?<italic>[^\\s_]|[^\\s_].*?[^\\s_])_(?!${WORD})`,
].join('|');
const MOST_NESTED = 4;
const PICTOGRAPH = '\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?';
const FEW_EMOJI = new RegExp(
  `^(?:(?:\\p{Regional_Indicator}{2}|${PICTOGRAPH}(?:\\u200D${PICTOGRAPH})*)\\s?){1,3}$`,
  'u',
);

/** Return the parts of a text; names of `mentioned` after «@» become mentions. */
export function piecesOf(text: string, mentioned: readonly Mentioned[] = []): readonly Piece[] {
  return parse(text, spansWith(mentioned), mentioned, 0);
}

/** Return the text in one line, without formatting marks. */
export function plainText(text: string): string {
  return flatten(piecesOf(text)).replace(/\s+/g, ' ').trim();
}

/** True if the text is nothing but up to three emoji, which are then shown large. */
export function isFewEmoji(text: string): boolean {
  return FEW_EMOJI.test(text.trim());
}

function spansWith(mentioned: readonly Mentioned[]): RegExp {
  const labels = mentioned.map(({ label }) => escapeForPattern(label)).sort((a, b) => b.length - a.length);
  const mention = labels.length > 0 ? `|(?<!${WORD})@(?<mention>${labels.join('|')})(?!${WORD})` : '';
  return new RegExp(`${SPANS}${mention}`, 'gsu');
}

function parse(
  text: string,
  spans: RegExp,
  mentioned: readonly Mentioned[],
  depth: number,
): readonly Piece[] {
  if (depth > MOST_NESTED) return [{ kind: 'text', text }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(spans)) {
    if (match.index < at) continue;
    const { piece, length } = pieceOf(match, spans, mentioned, depth);
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) });
    pieces.push(piece);
    at = match.index + length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

function pieceOf(
  match: RegExpMatchArray,
  spans: RegExp,
  mentioned: readonly Mentioned[],
  depth: number,
): { piece: Piece; length: number } {
  const { code, link, bold, italic, mention } = match.groups ?? {};
  const length = match[0].length;
  if (code !== undefined) return { piece: { kind: 'code', text: code }, length };
  if (link !== undefined) return linkPiece(link);
  if (bold !== undefined) {
    return { piece: { kind: 'bold', pieces: parse(bold, spans, mentioned, depth + 1) }, length };
  }
  if (italic !== undefined) {
    return { piece: { kind: 'italic', pieces: parse(italic, spans, mentioned, depth + 1) }, length };
  }
  const profileId = mentioned.find(({ label }) => label === mention)?.profileId ?? null;
  return { piece: { kind: 'mention', text: match[0], profileId }, length };
}

/** A link ends before trailing punctuation, and before a closing bracket that it did not open. */
function linkPiece(found: string): { piece: Piece; length: number } {
  let text = found.replace(/[.,;:!?'*_…]+$/u, '');
  if (text.endsWith(')') && !text.includes('(')) text = text.slice(0, -1);
  const href = text.startsWith('www.') ? `https://${text}` : text;
  if (!URL.canParse(href)) return { piece: { kind: 'text', text: found }, length: found.length };
  return { piece: { kind: 'link', text, href }, length: text.length };
}

function flatten(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('pieces' in piece ? flatten(piece.pieces) : piece.text)).join('');
}

function escapeForPattern(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
