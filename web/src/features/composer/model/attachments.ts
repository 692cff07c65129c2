/** Which files may go with a message. */

const MEGABYTE = 1024 * 1024;
export const MOST_FILES = 10;
export const LARGEST_FILE = 50 * MEGABYTE;
export const LARGEST_PICTURE = 20 * MEGABYTE;

/** What is looked at in a file of the browser. */
export interface Chosen {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export interface Taken<F extends Chosen> {
  readonly files: readonly F[];
  /** Those that are too large, with the size that is allowed. */
  readonly refused: readonly { readonly file: F; readonly limit: number }[];
  /** Whether some did not fit in number. */
  readonly isFull: boolean;
}

/** Give the files of the message after adding these. */
export function takeFiles<F extends Chosen>(present: readonly F[], added: readonly F[]): Taken<F> {
  const refused = added.flatMap((file) =>
    file.size > limitOf(file) ? [{ file, limit: limitOf(file) }] : [],
  );
  const fitting = added.filter((file) => file.size <= limitOf(file));
  const files = [...present, ...fitting];
  return { files: files.slice(0, MOST_FILES), refused, isFull: files.length > MOST_FILES };
}

/** Tell whether the browser can show this file as a picture. */
export function isPicture({ type }: Chosen): boolean {
  return /^image\/(jpeg|png|gif|webp|avif)$/.test(type);
}

function limitOf(file: Chosen): number {
  return isPicture(file) ? LARGEST_PICTURE : LARGEST_FILE;
}
