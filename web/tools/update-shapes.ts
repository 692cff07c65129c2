import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { Shape } from '../src/shared/stream/shapes.ts';

const ID = 'virtual:update-shapes';
const DESCRIPTION = join(import.meta.dirname, '..', 'src', 'shared', 'api', 'openapi.json');
const REF = '#/components/schemas/';

/** What pages keep of the server: the values of updates, and the views and pages that bring them first. */
const KEPT = ['DifferenceRead', 'ChatView', 'MessagePage', 'MemberList'];

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly discriminator?: { readonly mapping: Readonly<Record<string, string>> };
}

type Schemas = Readonly<Record<string, Schema>>;

/** Derives from the OpenAPI description what the values of updates look like, and a hash of all that pages keep. */
export function updateShapes(): Plugin {
  return {
    name: 'update-shapes',
    resolveId: (source) => (source === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      this.addWatchFile(DESCRIPTION);
      const { components } = JSON.parse(await readFile(DESCRIPTION, 'utf8'));
      const { hash, shapes, kinds } = describe(components.schemas);
      return [
        `export const SHAPE_HASH = ${JSON.stringify(hash)};`,
        `export const SHAPES = ${JSON.stringify(shapes)};`,
        `export const KINDS = ${JSON.stringify(kinds)};`,
      ].join('\n');
    },
  };
}

/** Return the shapes by name, the name of each kind's shape, and the hash. */
export function describe(schemas: Schemas) {
  const kept = reachable(schemas, KEPT);
  const kinds: Record<string, string> = {};
  for (const [kind, ref] of Object.entries(updatesOf(schemas))) {
    const value = schemas[ref.slice(REF.length)]?.properties?.['value']?.$ref;
    if (value) kinds[kind] = value.slice(REF.length);
  }
  const shapes = Object.fromEntries(
    reachable(schemas, Object.values(kinds)).map((name) => [name, shapeOf(schemas[name] ?? {})]),
  );
  const text = JSON.stringify(kept.map((name) => [name, withoutWords(schemas[name])]));
  return { hash: createHash('sha256').update(text).digest('hex').slice(0, 16), shapes, kinds };
}

function updatesOf(schemas: Schemas): Readonly<Record<string, string>> {
  const { anyOf = [] } = schemas['DifferenceRead']?.properties?.['updates'] ?? {};
  return anyOf[0]?.items?.discriminator?.mapping ?? {};
}

function reachable(schemas: Schemas, roots: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const pending = [...roots];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name) || !schemas[name]) continue;
    found.add(name);
    const refs = JSON.stringify(schemas[name]).matchAll(/"#\/components\/schemas\/(?<name>\w+)"/g);
    for (const { groups } of refs) pending.push(groups?.['name'] ?? '');
  }
  return [...found].sort();
}

/** Texts for readers change nothing that is kept. */
function withoutWords(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => (key === 'title' || key === 'description' ? undefined : value)),
  );
}

function shapeOf(schema: Schema): Shape {
  if (schema.$ref) return { ref: schema.$ref.slice(REF.length) };
  const some = schema.anyOf ?? schema.oneOf;
  if (some) return { some: some.map(shapeOf) };
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return { list: shapeOf(schema.items ?? {}) };
    case 'object':
      return objectShapeOf(schema);
    default:
      return 'any';
  }
}

function objectShapeOf({ properties, required = [], additionalProperties }: Schema): Shape {
  if (properties)
    return { fields: Object.fromEntries(required.map((name) => [name, shapeOf(properties[name] ?? {})])) };
  return { map: typeof additionalProperties === 'object' ? shapeOf(additionalProperties) : 'any' };
}
