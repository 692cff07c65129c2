/** The server marks what was found by signs that no text has; this gives the parts between them. */

export interface SnippetPart {
  readonly text: string;
  readonly isFound: boolean;
}

const BEGINS = '\u0002';
const ENDS = '\u0003';
const FORMATTING = /\*\*|`|(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu;

/** Give the parts of a snippet, the found words apart from the rest. */
export function partsOf(snippet: string): readonly SnippetPart[] {
  return withoutFormatting(snippet)
    .split(BEGINS)
    .flatMap((piece, at): SnippetPart[] => {
      if (at === 0) return piece ? [{ text: piece, isFound: false }] : [];
      const [found = '', rest = ''] = piece.split(ENDS);
      const parts = [{ text: found, isFound: true }];
      return rest ? [...parts, { text: rest, isFound: false }] : parts;
    });
}

/** A piece of a text may hold one end of its formatting only: the marks say nothing there. */
function withoutFormatting(snippet: string): string {
  return snippet.replace(FORMATTING, '');
}
