/** Stands where the board would load diagrams from text, which Parta does not offer. */
export function parseMermaidToExcalidraw(): never {
  throw new Error('diagrams from text are not offered');
}
