/** The clipboard, as far as it tells what was copied. */
export type Copied = Pick<DataTransfer, 'files' | 'getData'>;

/**
 * Return the files that were meant. Cells of a spreadsheet come as text and as their picture: they are text. A copied
 * file comes with its name as text.
 */
export function pastedFiles(copied: Copied): readonly File[] {
  const files = [...copied.files];
  const names = new Set(files.map(({ name }) => name));
  const lines = copied.getData('text/plain').split('\n').map(nameIn).filter(Boolean);
  return lines.every((line) => names.has(line)) ? files : [];
}

/** Return the name in a line that may be a path, or an address of a file. */
function nameIn(line: string): string {
  return line.trim().replace(/^.*[\\/]/, '');
}
