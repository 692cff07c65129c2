import { expect, it } from 'vitest';
import { callCard } from '@/shared/testing/chat';
import { withCard } from './open-calls';

const OPEN = callCard({ id: 'call', present: 1 });
const known = [{ card: OPEN, is_in: true, is_connected: false }];

it('has a call from when it opens until it ends, also one that was declined', () => {
  expect(withCard([], OPEN)).toEqual([{ card: OPEN, is_in: false, is_connected: false }]);
  const ended = callCard({ id: 'call', state: 'ended', end_reason: 'refused', ended_at: OPEN.opened_at });
  expect(withCard(known, ended)).toEqual([]);
});

it('follows its card, and knows no planned one', () => {
  const more = callCard({ id: 'call', present: 2 });
  expect(withCard(known, more)).toEqual([{ card: more, is_in: true, is_connected: false }]);
  const planned = callCard({ id: 'other', state: 'planned', opened_at: null });
  expect(withCard(known, planned)).toBe(known);
});
