/** Which numbers of a conversation are known without a hole. Pure. */

/** From `first` to `last`, both included, nothing missing between. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Add a range; those that touch it become one with it. The answer is in order and without overlap. */
export function addRange(ranges: readonly Range[], added: Range): readonly Range[] {
  if (added.last < added.first) return ranges;
  if (ranges.some((range) => range.first <= added.first && added.last <= range.last)) return ranges;
  let { first, last } = added;
  const apart: Range[] = [];
  for (const range of ranges) {
    if (range.last < first - 1 || range.first > last + 1) apart.push(range);
    else {
      first = Math.min(first, range.first);
      last = Math.max(last, range.last);
    }
  }
  return [...apart, { first, last }].sort((one, other) => one.first - other.first);
}

/** Give the range that holds this number. */
export function rangeWith(ranges: readonly Range[], number: number): Range | undefined {
  return ranges.find((range) => range.first <= number && number <= range.last);
}

/** Tell whether a message of this number is to be kept: in a range or at the edge of one, or newer than all of them. */
export function isKept(ranges: readonly Range[], number: number): boolean {
  const isNewest = number > (ranges.at(-1)?.last ?? 0);
  return isNewest || ranges.some(({ first, last }) => first - 1 <= number && number <= last + 1);
}
