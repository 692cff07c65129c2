import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addRange, type Range, rangeWith, shouldStore } from './ranges';

it.each<[string, Range[], Range, Range[]]>([
  ['the first range', [], { first: 3, last: 5 }, [{ first: 3, last: 5 }]],
  ['one that touches', [{ first: 1, last: 2 }], { first: 3, last: 5 }, [{ first: 1, last: 5 }]],
  [
    'one that closes a hole',
    [
      { first: 1, last: 2 },
      { first: 4, last: 9 },
    ],
    { first: 3, last: 3 },
    [{ first: 1, last: 9 }],
  ],
  [
    'one apart',
    [{ first: 7, last: 9 }],
    { first: 1, last: 2 },
    [
      { first: 1, last: 2 },
      { first: 7, last: 9 },
    ],
  ],
  ['an empty one', [{ first: 7, last: 9 }], { first: 3, last: 2 }, [{ first: 7, last: 9 }]],
])('adds %s', (_what, ranges, added, expected) => {
  expect(addRange(ranges, added)).toEqual(expected);
});

it('knows exactly the numbers that were added, in ranges that do not touch', () => {
  const range = fc.record({ first: fc.integer({ min: 1, max: 40 }), length: fc.integer({ min: 0, max: 8 }) });
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), (added) => {
      const known = new Set<number>();
      let ranges: readonly Range[] = [];
      for (const { first, length } of added) {
        ranges = addRange(ranges, { first, last: first + length - 1 });
        for (let number = first; number < first + length; number += 1) known.add(number);
      }
      for (let number = 0; number < 60; number += 1) {
        expect(rangeWith(ranges, number) !== undefined).toBe(known.has(number));
      }
      ranges.forEach((one, at) => {
        const next = ranges[at + 1];
        if (next) expect(next.first).toBeGreaterThan(one.last + 1);
      });
    }),
  );
});

it('keeps what is inside, at an edge or newest, and drops what is before or between', () => {
  const ranges = [
    { first: 3, last: 5 },
    { first: 9, last: 9 },
  ];
  expect([1, 2, 3, 6, 7, 9, 12].map((number) => shouldStore(ranges, number))).toEqual([
    false,
    true,
    true,
    true,
    false,
    true,
    true,
  ]);
});
