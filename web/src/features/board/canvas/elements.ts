/** Reads the shared drawing without trusting it: what is no element is left out, whatever else is wrong with it. */
import type { Map as SharedMap } from 'yjs';
import { hasSoundFields, isRecord } from './fields';

/** The limit of the server, which refuses what exceeds it. */
const MAX_DEPTH = 8;

export interface Readable {
  readonly id: string;
  readonly index?: string | null;
}

/** Return copies of the elements in the order of their index, and how many values are none. */
export function readElements(shared: SharedMap<unknown>): { elements: Readable[]; dropped: number } {
  const elements: Readable[] = [];
  let dropped = 0;
  for (const [key, value] of shared.entries()) {
    if (isElement(key, value)) elements.push(structuredClone(value));
    else dropped += 1;
  }
  return { elements: elements.sort(byIndex), dropped };
}

/** True if the value is an element with this id that the canvas can draw. */
export function isElement(key: string, value: unknown): value is Readable {
  return isRecord(value) && !isTooDeep(value) && value['id'] === key && hasSoundFields(value);
}

/** Level by level: a recursion would end where the nesting is what hurts. */
function isTooDeep(value: object): boolean {
  let level = [value];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((one): object[] =>
      Object.values(one).filter((inner) => typeof inner === 'object' && inner !== null),
    );
  }
  return false;
}

function byIndex(one: Readable, other: Readable): number {
  const [a, b] = [one.index ?? '', other.index ?? ''];
  if (a === b) return one.id < other.id ? -1 : 1;
  return a < b ? -1 : 1;
}
