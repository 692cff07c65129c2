/** The limits of attached files. */

const MEGABYTE = 1024 * 1024;
export const MAX_FILES = 10;
export const MAX_FILE_SIZE = 50 * MEGABYTE;
export const MAX_PICTURE_SIZE = 20 * MEGABYTE;

/** The checked properties of a browser's file. */
export interface Chosen {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export interface Taken<F extends Chosen> {
  readonly files: readonly F[];
  /** Files that are too large, with the allowed size. */
  readonly refused: readonly { readonly file: F; readonly limit: number }[];
  /** Files without a byte: a download that was broken off, or a placeholder of a cloud. */
  readonly empty: readonly F[];
  /** True if there were too many. */
  readonly isFull: boolean;
}

/** Return the attached files after adding these. */
export function takeFiles<F extends Chosen>(present: readonly F[], added: readonly F[]): Taken<F> {
  const refused = added.flatMap((file) =>
    file.size > limitOf(file) ? [{ file, limit: limitOf(file) }] : [],
  );
  const empty = added.filter(({ size }) => size === 0);
  const fitting = added.filter((file) => file.size > 0 && file.size <= limitOf(file));
  const files = [...present, ...fitting];
  return { files: files.slice(0, MAX_FILES), refused, empty, isFull: files.length > MAX_FILES };
}

/** True if the browser can show this file as an image. */
export function isPicture({ type }: Chosen): boolean {
  return /^image\/(jpeg|png|gif|webp|avif)$/.test(type);
}

function limitOf(file: Chosen): number {
  return isPicture(file) ? MAX_PICTURE_SIZE : MAX_FILE_SIZE;
}
