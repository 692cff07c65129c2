import { act, screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { anna, lesson, MAY_ALL, page, participant } from '@/shared/testing/call';
import { countRenders } from '@/shared/testing/renders';
import { sitAtDesktop } from '@/shared/testing/screen';
import { startTestTexts } from '@/shared/testing/texts';
import { panel as people } from '../panels/people';
import { sitInCall } from '../testing';
import { CallStage } from './CallStage';

beforeAll(startTestTexts);
beforeEach(sitAtDesktop);

const CLASS = Array.from({ length: 59 }, (_, at) => {
  const number = String(at).padStart(2, '0');
  return participant(`s${number}`, { joined_at: `2026-11-23T09:${number}:00Z` });
});

/** Render a call of sixty, with the list of participants beside it; all have their microphones on. */
async function lookAtSixty(change: Parameters<typeof sitInCall>[1] = {}) {
  const seat = await sitInCall([anna, ...CLASS], { may: MAY_ALL, ...change });
  await act(async () => {
    for (const { id } of CLASS) await seat.room.join(`${id}:laptop`);
  });
  seat.show(<CallStage session={seat.session} board={<p>доска</p>} onLeft={() => undefined} />);
  await act(async () => seat.session.open(people));
  /** Return how often each component is drawn by this. */
  const drawnBy = async (run: () => unknown) => {
    const drawn = await countRenders(() => act(async () => void run()));
    return (name: string) => drawn.get(name) ?? 0;
  };
  return { ...seat, drawnBy };
}

const shown = () =>
  within(screen.getByRole('list', { name: 'Участники звонка' }))
    .getAllByRole('listitem')
    .map((tile) => tile.getAttribute('aria-label'));

it('a new speaker among sixty draws two tiles: theirs, and that of who spoke before', async () => {
  const { room, drawnBy } = await lookAtSixty();
  await drawnBy(() => room.speak('s03:laptop'));
  const before = shown();
  const drawn = await drawnBy(() => room.speak('s07:laptop'));
  expect(drawn('Tile')).toBe(2);
  expect(drawn('PersonMenu')).toBe(0);
  expect(drawn('Row')).toBe(0);
  expect(shown()).toEqual(before);
});

it('a speaker from another page takes one tile, and no other moves', async () => {
  const { room, drawnBy } = await lookAtSixty();
  const before = shown();
  const drawn = await drawnBy(() => room.speak('s50:laptop'));
  const after = shown();
  expect(after).toContain('s50');
  expect(after.filter((name, slot) => name !== before[slot])).toEqual(['s50']);
  expect(drawn('Tile')).toBe(1);
});

it('beside a board, too, a new speaker takes one tile at most', async () => {
  const { room, drawnBy } = await lookAtSixty({ call: lesson({ is_board_open: true }) });
  for (const speaker of ['s40', 's41', 's42', 's43']) {
    const before = shown();
    await drawnBy(() => room.speak(`${speaker}:laptop`));
    const moved = shown().filter((name, slot) => name !== before[slot]);
    expect(moved).toEqual([speaker]);
  }
});

it('a refresh that changes nothing draws nothing', async () => {
  // Without a clock, which goes on.
  const call = lesson({ opened_at: null });
  const { session, room, server, reload } = await lookAtSixty({ call });
  const same = page([anna, ...CLASS], { call, me: anna, may: MAY_ALL, seq: 9 });
  server.answer({ 'GET /api/calls/lesson': structuredClone(same) });
  // Until everything that the panel asks for has come.
  await reload();
  const before = session.snapshot;
  const drawn = await countRenders(async () => {
    await act(async () => void room.emit('connectionQualityChanged'));
    await reload();
  });
  expect([...drawn.keys()]).toEqual([]);
  expect(session.snapshot).toBe(before);
});

it('a hand draws the tiles of those who stand in the queue, and no menu', async () => {
  const { tell, drawnBy } = await lookAtSixty();
  const raised = { ...(CLASS[4] as (typeof CLASS)[number]), hand_raised_at: '2026-11-23T10:00:00Z' };
  const drawn = await drawnBy(() => tell({ kind: 'participant', value: raised }));
  expect(drawn('Tile')).toBe(1);
  // The row in the queue of hands is new, and has a menu of its own.
  expect(drawn('PersonMenu')).toBe(1);
});
