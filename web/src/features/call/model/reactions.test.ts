import { expect, it } from 'vitest';
import { rosterOf } from '@/data/call/roster';
import { anna, page, participant } from '@/shared/testing/call';
import { REACTIONS, reactionsOf, reactionsSaid, SHOWN_MS, stillShown, withSent } from './reactions';

const sent = (...all: readonly (readonly [string, string])[]) =>
  all.map(([participant_id, reaction]) => ({ participant_id, reaction }));

it('there are six', () => {
  expect(REACTIONS.map(([reaction]) => reaction)).toEqual(['👍', '👏', '❤️', '😂', '😮', '🎉']);
});

it('each is shown for its own time, under a key of its own', () => {
  const first = withSent([], sent(['anna', '👏'], ['misha', '😂']), 1_000);
  const both = withSent(first, sent(['misha', '🎉']), 2_000);
  expect(new Set(both.map(({ key }) => key)).size).toBe(3);
  expect(stillShown(both, 1_000 + SHOWN_MS).map(({ reaction }) => reaction)).toEqual(['🎉']);
  expect(stillShown(both, 2_000 + SHOWN_MS)).toEqual([]);
});

it('of one person the last three are shown, and of all not without end', () => {
  const flood = sent(...Array.from({ length: 500 }, () => ['misha', '👍'] as const));
  const shown = withSent([], [...flood, ...sent(['anna', '👏'])], 0);
  expect(shown.length).toBeLessThanOrEqual(80);
  expect(reactionsOf(shown, 'misha')).toHaveLength(3);
  expect(reactionsOf(shown, 'anna')).toHaveLength(1);
});

it('those of a newer server are passed over', () => {
  expect(withSent([], sent(['anna', '🦄']), 0)).toEqual([]);
});

it('others are named to screen readers with what they sent, many are counted, and I am not told of mine', () => {
  const people = ['misha', 'lena', 'dina'].map((id) => participant(id));
  const roster = rosterOf(page([anna, ...people]), 'anna');
  expect(reactionsSaid(sent(['anna', '👏']), roster)).toBeUndefined();
  expect(reactionsSaid(sent(['misha', '👏'], ['anna', '👍'], ['lena', '😂']), roster)).toEqual({
    key: 'call.reacted',
    values: { names: 'misha 👏, lena 😂', count: 2, few: 'yes' },
    isLoud: false,
  });
  const many = sent(['misha', '👏'], ['lena', '👏'], ['dina', '👏'], ['misha', '👏']);
  expect(reactionsSaid(many, roster)?.values).toEqual({ names: '', count: 4, few: 'no' });
});
