import { expect, it } from 'vitest';
import { hasSoundFields } from './fields';

const BASE = {
  ...{ id: 'a', isDeleted: false, x: 0, y: 0, width: 1, height: 1, angle: 0, version: 1, versionNonce: 1 },
  ...{ strokeColor: '#1e1e1e', backgroundColor: 'transparent', fillStyle: 'solid', strokeWidth: 2 },
  ...{ strokeStyle: 'solid', roundness: { type: 3 }, roughness: 1, opacity: 100, seed: 42, index: 'a1' },
  ...{ groupIds: ['g'], frameId: null, boundElements: [{ id: 'b', type: 'arrow' }], updated: 1.7e12 },
  ...{ link: null, locked: false, customData: undefined },
};
const LINE = {
  ...{
    points: [
      [0, 0],
      [5, 6],
    ],
    lastCommittedPoint: null,
    startArrowhead: null,
    endArrowhead: 'arrow',
  },
  ...{ startBinding: { elementId: 'b', focus: 0.4, gap: 5, fixedPoint: [0.5, 0.5] }, endBinding: null },
};
const KINDS = {
  rectangle: {},
  diamond: {},
  ellipse: {},
  embeddable: { link: 'https://video.school/1' },
  frame: { name: 'Задача 5' },
  line: LINE,
  arrow: {
    ...LINE,
    ...{ elbowed: true, fixedSegments: [{ index: 1, start: [0, 0], end: [5, 0] }] },
    ...{ startIsSpecial: null, endIsSpecial: false },
  },
  freedraw: { points: [[0, 0]], pressures: [0.5], simulatePressure: false, lastCommittedPoint: null },
  text: {
    ...{ text: 'Привет', originalText: 'Привет', fontSize: 20, fontFamily: 5, lineHeight: 1.25 },
    ...{ textAlign: 'left', verticalAlign: 'top', containerId: null, autoResize: true },
  },
};

function element(type: string, changes: object = {}) {
  return { ...BASE, type, ...KINDS[type as keyof typeof KINDS], ...changes };
}

it.each(Object.keys(KINDS))('takes what is drawn: %s', (kind) => {
  expect(hasSoundFields(element(kind))).toBe(true);
});

it.each(Object.entries(KINDS))('checks every field: %s', (kind, fields) => {
  const unchecked = [...Object.keys(BASE), ...Object.keys(fields)].filter((name) =>
    hasSoundFields(element(kind, { [name]: name === 'groupIds' ? 'wrong' : ['wrong'] })),
  );
  expect(unchecked).toEqual([]);
});

it.each([
  { strokeColor: { toString: 'red' } },
  { backgroundColor: 'url(javascript:1)' },
  { fillStyle: 'constructor' },
  { opacity: '100' },
  { opacity: 101 },
  { strokeWidth: Number.POSITIVE_INFINITY },
  { roughness: Number.NaN },
  { x: Number.NaN },
  { width: 200_000 },
  { version: -1 },
  { roundness: { type: '3' } },
  { groupIds: Array.from({ length: 100_000 }, () => 'g') },
  { groupIds: [null] },
  { boundElements: [null] },
  { boundElements: [{ id: 'b', type: 'line' }] },
  { frameId: {} },
  { locked: 1 },
  { customData: 'text' },
  { font: null },
  { boundElementIds: 'ab' },
  { type: 'constructor' },
])('leaves out a rectangle with %j', (changes) => {
  expect(hasSoundFields(element('rectangle', changes))).toBe(false);
});

it.each([
  ['text', { fontSize: 1e9 }],
  ['text', { fontSize: 0 }],
  ['text', { text: 'x'.repeat(100_001) }],
  ['text', { textAlign: 'justify' }],
  ['line', { points: [[0, '1']] }],
  ['line', { startBinding: { elementId: 5 } }],
  ['arrow', { fixedSegments: [null] }],
  ['arrow', { endArrowhead: 'spear' }],
  ['freedraw', { pressures: undefined }],
  ['freedraw', { pressures: [-1] }],
  ['frame', { name: {} }],
])('leaves out a %s with %j', (kind, changes) => {
  expect(hasSoundFields(element(kind, changes))).toBe(false);
});

it.each(['https://school.ru/?a=1#б', 'HTTP://a', 'mailto:anna@school.ru', '', null])(
  'takes the link %j',
  (link) => {
    expect(hasSoundFields(element('rectangle', { link }))).toBe(true);
  },
);

it.each([
  'javascript:alert(1)',
  ' JavaScript:1',
  'data:text/html,1',
  '//other',
  '/path',
  'https://a b',
  'file:///',
])('leaves out the link %j', (link) => {
  expect(hasSoundFields(element('rectangle', { link }))).toBe(false);
});

it.each(['a0', 'Zz', 'b00', 'a1V', `z${'z'.repeat(26)}`])('takes the index %j', (index) => {
  expect(hasSoundFields(element('rectangle', { index }))).toBe(true);
});

it.each(['', '?', 'a', 'b1', 'a10', '0a', `A${'0'.repeat(26)}`, `a${'1'.repeat(50_000)}`, {}])(
  'leaves out the index %#',
  (index) => {
    expect(hasSoundFields(element('rectangle', { index }))).toBe(false);
  },
);

it('counts letters of any script as the server does', () => {
  expect(hasSoundFields(element('text', { text: '😀'.repeat(100_000) }))).toBe(true);
});
