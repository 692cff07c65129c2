/** The server marks matches by characters that no text contains. */

export interface SnippetPart {
  readonly text: string;
  readonly isFound: boolean;
}

const BEGINS = '\u0002';
const ENDS = '\u0003';

/** Return the parts of a snippet, matches and the rest. */
export function partsOf(snippet: string): readonly SnippetPart[] {
  return snippet.split(BEGINS).flatMap((piece, at): SnippetPart[] => {
    if (at === 0) return piece ? [{ text: piece, isFound: false }] : [];
    const [found = '', rest = ''] = piece.split(ENDS);
    const parts = [{ text: found, isFound: true }];
    return rest ? [...parts, { text: rest, isFound: false }] : parts;
  });
}
