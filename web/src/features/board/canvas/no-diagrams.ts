/** Replaces the board's diagrams from text, which Parta does not offer. */
export function parseMermaidToExcalidraw(): never {
  throw new Error('diagrams from text are not offered');
}
