/** Reads the shared drawing without trusting it: what is no element is left out, whatever else is wrong with it. */
import type { Map as SharedMap } from 'yjs';

/** The limits of the server, which refuses what exceeds them. */
const MAX_DEPTH = 8;
const MAX_NUMBER = 2 ** 32;
/** No control characters. */
const ID = /^\P{Cc}{1,64}$/u;
const NUMBERS = ['x', 'y', 'width', 'height', 'angle', 'version', 'versionNonce'] as const;
const WITH_POINTS = new Set(['arrow', 'line', 'freedraw']);
const TYPES = new Set([...WITH_POINTS, 'rectangle', 'diamond', 'ellipse', 'text', 'frame', 'embeddable']);

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
  if (!isRecord(value) || isTooDeep(value)) return false;
  const { id, type, isDeleted, index, groupIds, boundElements, points, text, fontSize } = value;
  return (
    id === key &&
    ID.test(key) &&
    typeof type === 'string' &&
    TYPES.has(type) &&
    typeof isDeleted === 'boolean' &&
    NUMBERS.every((name) => isNumber(value[name])) &&
    (index === undefined || index === null || typeof index === 'string') &&
    (groupIds === undefined || Array.isArray(groupIds)) &&
    (boundElements === undefined || boundElements === null || Array.isArray(boundElements)) &&
    (!WITH_POINTS.has(type) || arePoints(points)) &&
    (type !== 'text' || (typeof text === 'string' && isNumber(fontSize)))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= MAX_NUMBER;
}

function arePoints(points: unknown): boolean {
  return (
    Array.isArray(points) &&
    points.every((point) => Array.isArray(point) && point.length >= 2 && point.every(isNumber))
  );
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
