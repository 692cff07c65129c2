/** The gapless ranges of known message numbers. Pure. */

/** From `first` to `last`, both included, gapless. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** Add a range; adjacent ones are merged. The result is sorted and without overlap. */
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

/** Return the range that contains this number. */
export function rangeWith(ranges: readonly Range[], number: number): Range | undefined {
  return ranges.find((range) => range.first <= number && number <= range.last);
}

/** True if a message of this number is to be stored: in a range, adjacent to one, or newer than all of them. */
export function shouldStore(ranges: readonly Range[], number: number): boolean {
  const isNewest = number > (ranges.at(-1)?.last ?? 0);
  return isNewest || ranges.some(({ first, last }) => first - 1 <= number && number <= last + 1);
}

/** Return the range of consecutive messages, oldest first. */
export function rangeOf(messages: readonly { readonly number: number }[]): Range | undefined {
  const [first, last] = [messages[0], messages.at(-1)];
  return first && last && { first: first.number, last: last.number };
}
