import { replaceEqualDeep } from '@tanstack/react-query';

/** Return the former value if the next one equals it, else the next one with the equal parts of the former. */
export function keepEqual<T>(before: T | undefined, next: T): T {
  if (before instanceof Map && next instanceof Map) return keepEqualMap(before, next) as T;
  if (before instanceof Set && next instanceof Set) return isSameSet(before, next) ? before : next;
  return replaceEqualDeep(before, next);
}

/** Return the list of entities with each one that equals its former self replaced by that. */
export function keepEqualById<T extends { readonly id: string }>(
  before: readonly T[],
  next: readonly T[],
): readonly T[] {
  const former = new Map(before.map((one) => [one.id, one]));
  const kept = next.map((one) => replaceEqualDeep(former.get(one.id), one) as T);
  const isSame = kept.length === before.length && kept.every((one, at) => one === before[at]);
  return isSame ? before : kept;
}

function keepEqualMap<K, V>(before: ReadonlyMap<K, V>, next: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  const kept = new Map([...next].map(([key, value]) => [key, replaceEqualDeep(before.get(key), value) as V]));
  const isSame = kept.size === before.size && [...kept].every(([key, value]) => before.get(key) === value);
  return isSame ? before : kept;
}

function isSameSet<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}
