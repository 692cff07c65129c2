/** Formatting of messages by their entities: links, mentions, emphasis, code. Returns a tree, never HTML. */
import type { MessageRead } from '@/shared/api/schema';

export type Entity = MessageRead['entities'][number];

export type Piece =
  | { readonly kind: 'text' | 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strikethrough'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'link'; readonly href: string; readonly pieces: readonly Piece[] }
  | { readonly kind: 'mention'; readonly profileId: string | null; readonly pieces: readonly Piece[] };

const PICTOGRAPH = '\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?';
const FEW_EMOJI = new RegExp(
  `^(?:(?:\\p{Regional_Indicator}{2}|${PICTOGRAPH}(?:\\u200D${PICTOGRAPH})*)\\s?){1,3}$`,
  'u',
);
const ADDRESS = /^(?:https?:\/\/|mailto:)/i;

/** Return the parts of a text. An entity that fits neither the text nor those around it is left out. */
export function piecesOf(text: string, entities: readonly Entity[]): readonly Piece[] {
  const outerFirst = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, outerFirst);
}

/** Return the text in one line. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** True if the text is nothing but up to three emoji, which are then shown large. */
export function isFewEmoji(text: string): boolean {
  return FEW_EMOJI.test(text.trim());
}

function build(text: string, start: number, end: number, entities: readonly Entity[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  entities.forEach((one, index) => {
    const oneEnd = one.offset + one.length;
    if (one.offset < at || oneEnd > end || one.length < 1) return;
    if (one.offset > at) pieces.push({ kind: 'text', text: text.slice(at, one.offset) });
    const inner = () => build(text, one.offset, oneEnd, entities.slice(index + 1));
    pieces.push(pieceOf(one, text.slice(one.offset, oneEnd), inner));
    at = oneEnd;
  });
  if (at < end) pieces.push({ kind: 'text', text: text.slice(at, end) });
  return pieces;
}

function pieceOf(entity: Entity, text: string, inner: () => readonly Piece[]): Piece {
  switch (entity.kind) {
    case 'code':
    case 'pre':
      return { kind: entity.kind, text };
    case 'link':
      // That it is an address, the server has checked.
      if (!ADDRESS.test(entity.url)) return { kind: 'text', text };
      return { kind: 'link', href: entity.url, pieces: inner() };
    case 'mention':
      return { kind: 'mention', profileId: entity.profile_id, pieces: inner() };
    case 'mention_all':
      return { kind: 'mention', profileId: null, pieces: inner() };
    default:
      return { kind: entity.kind, pieces: inner() };
  }
}
