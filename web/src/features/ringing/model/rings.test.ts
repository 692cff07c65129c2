import { expect, test } from 'vitest';
import type { RingRead } from '@/shared/api/schema';
import { RING } from '@/shared/testing/ring';
import { isMissed, ringingAt, withFound, withRing } from './rings';

const AT = Date.parse('2026-11-23T10:00:00Z');
test('a ring rings until it is answered anywhere', () => {
  const ringing = withRing(new Map(), RING);
  expect(ringingAt(ringing, AT + 1_000)).toBe(RING);
  for (const state of ['accepted', 'refused', 'missed', 'cancelled'] as const) {
    expect(ringingAt(withRing(ringing, { ...RING, state }), AT + 1_000)).toBeUndefined();
  }
});

test('who opens a page while it rings sees the ring, unless it was answered meanwhile', () => {
  expect(ringingAt(withFound(new Map(), [RING]), AT + 1_000)).toBe(RING);
  const answered = withRing(new Map(), { ...RING, state: 'accepted' });
  expect(ringingAt(withFound(answered, [RING]), AT + 1_000)).toBeUndefined();
});

test('the newest of two is shown, and after it the other', () => {
  const later = { ...RING, id: 'later', at: '2026-11-23T10:00:05Z' };
  const both = withRing(withRing(new Map(), RING), later);
  expect(ringingAt(both, AT + 6_000)).toBe(later);
  expect(ringingAt(withRing(both, { ...later, state: 'refused' }), AT + 6_000)).toBe(RING);
});

test('a tab that was cut off does not ring for ever', () => {
  expect(ringingAt(withRing(new Map(), RING), AT + 60_000)).toBeUndefined();
});

test.each<[RingRead['state'], boolean]>([
  ['missed', true],
  ['cancelled', true],
  ['accepted', false],
  ['refused', false],
])('a ring that was %s is missed: %s', (state, wanted) => {
  expect(isMissed({ ...RING, state })).toBe(wanted);
});
