/** The slots of tiles, counted over all pages. Pure. */

interface Wanted {
  /** Everybody who has a slot, in the order in which newcomers get theirs. */
  readonly ids: readonly string[];
  /** Who must be on the first page, the most important first. */
  readonly first: readonly string[];
  /** The number of slots on a page. */
  readonly size: number;
}

/** Return who has which slot. Who had one keeps it, except those who must come to the first page or leave it. */
export function arrange({ ids, first, size }: Wanted, before: readonly string[]): readonly string[] {
  return promote(settle(ids, before), first.slice(0, size), size);
}

/** Give the slots of those who have gone to newcomers, else to the last ones. */
function settle(ids: readonly string[], before: readonly string[]): readonly string[] {
  const [present, known] = [new Set(ids), new Set(before)];
  const newcomers = ids.filter((id) => !known.has(id));
  const staying = before.filter((id) => present.has(id));
  const count = staying.length + newcomers.length;
  const incoming = [...newcomers, ...before.slice(count).filter((id) => present.has(id))];
  const slots = before.slice(0, count).map((id) => (present.has(id) ? id : incoming.shift()));
  return [...slots, ...incoming].filter((id) => id !== undefined);
}

/** Let those who must be on the first page change places with others there, the last ones of it. */
function promote(order: readonly string[], first: readonly string[], size: number): readonly string[] {
  const slots = [...order];
  const kept = new Set(first);
  for (const id of first) {
    const from = slots.indexOf(id);
    if (from < size) continue;
    const to = slots.slice(0, size).findLastIndex((other) => !kept.has(other));
    const other = slots[to];
    if (other === undefined) continue;
    slots[to] = id;
    slots[from] = other;
  }
  return slots;
}
