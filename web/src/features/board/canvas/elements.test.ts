import { expect, it } from 'vitest';
import { Doc } from 'yjs';
import { isElement, readElements } from './elements';

const place = { x: 0, y: 0, width: 1, height: 1, angle: 0, version: 1, versionNonce: 1 };
const rectangle = (id: string, more: object = {}) => ({
  id,
  type: 'rectangle',
  isDeleted: false,
  ...place,
  ...more,
});

function nested(depth: number): unknown[] {
  let value: unknown[] = [];
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

it('reads elements in the order of their index', () => {
  const shared = new Doc().getMap<unknown>('elements');
  for (const [id, index] of [
    ['c', 'a1'],
    ['b', 'a1'],
    ['a', 'a2'],
  ] as const)
    shared.set(id, rectangle(id, { index }));
  expect(readElements(shared).elements.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
});

it.each([
  ['nothing', null],
  ['a number', 5],
  ['a list', []],
  ['lists 6,000 deep', nested(6_000)],
  ['an element with lists 6,000 deep', rectangle('a', { customData: { deep: nested(6_000) } })],
  ['an element of another name', rectangle('b')],
  ['an unknown kind', rectangle('a', { type: 'iframe' })],
  ['a place that is no number', rectangle('a', { x: 'left' })],
  ['a line without points', rectangle('a', { type: 'line' })],
  ['a line with a point that is none', rectangle('a', { type: 'line', points: [null] })],
  ['a text without text', rectangle('a', { type: 'text', fontSize: 20 })],
  ['lists one deeper than the server takes', rectangle('a', { customData: { deep: nested(6) } })],
  ['a number larger than the server takes', rectangle('a', { x: 2 ** 33 })],
  ['a point with a part that is no number', rectangle('a', { type: 'line', points: [[0, 0, 'x']] })],
  ['an index that is no text', rectangle('a', { index: {} })],
])('leaves out what is no element, and goes on: %s', (_what, value) => {
  const shared = new Doc().getMap<unknown>('elements');
  shared.set('a', value);
  shared.set('good', rectangle('good'));
  expect(isElement('a', value)).toBe(false);
  expect(readElements(shared)).toEqual({ elements: [rectangle('good')], dropped: 1 });
});

it.each(['', 'a\0', '\u0085', 'x'.repeat(65)])(
  'leaves out what has a name that cannot be stored: %j',
  (id) => {
    expect(isElement(id, rectangle(id))).toBe(false);
  },
);

it('reads what is as deep as the server takes', () => {
  expect(isElement('a', rectangle('a', { customData: { deep: nested(5) } }))).toBe(true);
});
