/** What values of the server must look like to be kept and drawn. Pure; derived from its description at build. */
import { KINDS, SHAPES } from 'virtual:update-shapes';
import type { EntityUpdate } from './wire';

/** The shape of a value. What is more than it says does no harm: a newer server may send it. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'any'
  | { readonly ref: string }
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly some: readonly Shape[] }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** An update that its handlers cannot take. */
export class MalformedUpdate extends Error {
  override readonly name = 'MalformedUpdate';
}

/** True if the update can be applied. One of an unknown kind can: it changes nothing. */
export function isWellFormed(update: unknown): update is EntityUpdate {
  if (!isObject(update) || typeof update['kind'] !== 'string') return false;
  const name = Object.hasOwn(KINDS, update['kind']) ? KINDS[update['kind']] : undefined;
  return name === undefined || fits(update['value'], { ref: name });
}

/** Return the values of a kind that can be drawn. */
export function drawable<V>(kind: EntityUpdate['kind'], values: readonly V[]): V[] {
  return values.filter((value) => isWellFormed({ kind, value }));
}

/** True if the value has this shape. */
export function fits(
  value: unknown,
  shape: Shape,
  shapes: Readonly<Record<string, Shape>> = SHAPES,
): boolean {
  if (shape === 'any') return true;
  if (shape === 'null') return value === null;
  if (typeof shape === 'string') return typeof value === shape;
  if ('ref' in shape) return fits(value, shapes[shape.ref] ?? 'any', shapes);
  if ('some' in shape) return shape.some.some((one) => fits(value, one, shapes));
  if ('list' in shape) return Array.isArray(value) && value.every((one) => fits(one, shape.list, shapes));
  if (!isObject(value)) return false;
  if ('map' in shape) return Object.values(value).every((one) => fits(one, shape.map, shapes));
  return Object.entries(shape.fields).every(([name, field]) => fits(value[name], field, shapes));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
