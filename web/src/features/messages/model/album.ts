/** The layout of a message's pictures: rows of equal width, each picture by its aspect ratio. */

export interface Sized {
  readonly width: number | null;
  readonly height: number | null;
}

export interface AlbumRow {
  /** Height as a fraction of the album's width. */
  readonly height: number;
  /** Widths as fractions of the album's width; their sum is 1. */
  readonly widths: readonly number[];
}

const SQUARE = 1;
const TALLEST = 1.25;
const LOWEST_ROW = 0.28;
const TALLEST_ROW = 0.8;

/** Return the rows of an album; a single picture is one row of one. */
export function albumOf(pictures: readonly Sized[]): readonly AlbumRow[] {
  const ratios = pictures.map(ratioOf);
  if (ratios.length === 1) return [{ height: clamp(1 / (ratios[0] ?? SQUARE), 0.3, TALLEST), widths: [1] }];
  return splitIntoRows(ratios).map((row) => {
    const sum = row.reduce((total, ratio) => total + ratio, 0);
    return { height: clamp(1 / sum, LOWEST_ROW, TALLEST_ROW), widths: row.map((ratio) => ratio / sum) };
  });
}

/** Fill rows until they are about twice as wide as high; the last row has more than one picture. */
function splitIntoRows(ratios: readonly number[]): readonly (readonly number[])[] {
  const perRow = ratios.length <= 2 ? 2 : ratios.length === 4 ? 2 : 3;
  const count = Math.ceil(ratios.length / perRow);
  const rows: number[][] = Array.from({ length: count }, () => []);
  // Short rows come first: larger pictures lead.
  const short = count * perRow - ratios.length;
  let at = 0;
  for (const [place, row] of rows.entries()) {
    const size = perRow - (place < short ? 1 : 0);
    row.push(...ratios.slice(at, at + size));
    at += size;
  }
  return rows;
}

function ratioOf({ width, height }: Sized): number {
  return width && height ? clamp(width / height, 0.5, 2.2) : SQUARE;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
