import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rosterOf } from '@/data/call/roster';
import { anna, page, participant } from '@/shared/testing/call';
import { type Layout, layoutOf, type Pin, type Scene } from './layout';
import { peopleOf, sharesOf } from './people';
import { arrange } from './slots';

const ROOMS = [
  { width: 1256, height: 640 },
  { width: 800, height: 420 },
  { width: 374, height: 700 },
] as const;

const OTHERS = Array.from({ length: 40 }, (_, at) => `s${String(at).padStart(2, '0')}`);
const id = fc.constantFrom(...OTHERS);

/** What a call may look like at one moment. */
const scene: fc.Arbitrary<Scene> = fc
  .record({
    present: fc.oneof(fc.subarray(OTHERS), fc.constant(OTHERS)),
    speakers: fc.uniqueArray(id, { maxLength: 12 }),
    sharer: fc.option(id),
    spotlight: fc.option(id, { freq: 4 }),
    isBoardOpen: fc.boolean(),
    mode: fc.constantFrom('grid' as const, 'speaker' as const),
    page: fc.nat(2),
    pin: fc.option(
      id.map((one): Pin => ({ type: 'person', id: one })),
      { nil: undefined, freq: 4 },
    ),
    room: fc.constantFrom(...ROOMS),
  })
  .map(({ present, sharer, mode, page: shown, pin, ...rest }) => {
    const people = [participant('me'), anna, ...present.map((one) => participant(one, { joined_at: one }))];
    const roster = rosterOf(page(people), 'me');
    const peers = sharer === null ? [] : [peerWithScreen(sharer)];
    return {
      ...rest,
      people: peopleOf(roster, peers),
      shares: sharesOf(roster, peers),
      view: { mode, page: shown, pin },
    };
  });

function peerWithScreen(sharer: string) {
  return {
    identity: `${sharer}:1`,
    hasMicrophone: true,
    hasCamera: false,
    hasScreen: true,
    isSpeaking: false,
    quality: 'good' as const,
  };
}

/** Run a call through these moments. */
function layoutsOf(scenes: readonly Scene[]): readonly Layout[] {
  const layouts: Layout[] = [];
  for (const one of scenes) layouts.push(layoutOf(one, layouts.at(-1)));
  return layouts;
}

const isSameStage = (one: Layout, other: Layout) =>
  (one.large === undefined) === (other.large === undefined) &&
  one.inset === other.inset &&
  one.page === other.page;

it('a tile that stays shown stays in its slot, unless there are fewer slots', () => {
  fc.assert(
    fc.property(
      fc.array(scene, { minLength: 2, maxLength: 6 }),
      fc.constantFrom(...ROOMS),
      (scenes, room) => {
        const layouts = layoutsOf(scenes.map((one) => ({ ...one, room })));
        for (const [at, after] of layouts.entries()) {
          const before = layouts[at - 1];
          if (!before || !isSameStage(before, after) || after.page > 0) continue;
          for (const [slot, person] of before.tiles.entries()) {
            if (!after.tiles.includes(person) || slot >= after.tiles.length) continue;
            expect(after.tiles[slot]).toBe(person);
          }
        }
      },
    ),
  );
});

it('on later pages, too, as long as the same people are there', () => {
  fc.assert(
    fc.property(
      scene,
      fc.array(fc.uniqueArray(id, { maxLength: 12 }), { maxLength: 5 }),
      (first, speaking) => {
        const layouts = layoutsOf([first, ...speaking.map((speakers) => ({ ...first, speakers }))]);
        for (const [at, after] of layouts.entries()) {
          const before = layouts[at - 1];
          if (!before || !isSameStage(before, after)) continue;
          for (const [slot, person] of before.tiles.entries()) {
            if (after.tiles.includes(person)) expect(after.tiles.indexOf(person)).toBe(slot);
          }
        }
      },
    ),
  );
});

it('everybody has one slot, whatever happened before', () => {
  fc.assert(
    fc.property(fc.array(scene, { minLength: 1, maxLength: 6 }), (scenes) => {
      for (const [at, layout] of layoutsOf(scenes).entries()) {
        const large = layout.large?.type === 'person' ? [layout.large.id] : [];
        const inset = layout.inset === undefined ? [] : [layout.inset];
        const all = [...layout.order, ...large, ...inset].sort();
        expect(all).toEqual((scenes[at] as Scene).people.map((person) => person.id).sort());
        expect(layout.tiles.length > 0 || layout.order.length === 0).toBe(true);
      }
    }),
  );
});

it('nothing moves when nothing happened', () => {
  fc.assert(
    fc.property(fc.array(scene, { minLength: 1, maxLength: 4 }), (scenes) => {
      const layout = layoutsOf(scenes).at(-1) as Layout;
      expect(layoutOf(scenes.at(-1) as Scene, layout)).toEqual(layout);
    }),
  );
});

it('the first page has who leads, me and who spoke last, and one new speaker takes one slot at most', () => {
  fc.assert(
    fc.property(scene, fc.array(id, { maxLength: 20 }), (first, turns) => {
      let speakers = first.speakers;
      let before = layoutOf({ ...first, view: { ...first.view, page: 0 } });
      for (const speaker of turns) {
        speakers = [...new Set([speaker, ...speakers])].slice(0, 12);
        const now = { ...first, speakers, view: { ...first.view, mode: 'grid' as const, page: 0 } };
        const after = layoutOf(now, before);
        const isThere = now.people.some((one) => one.id === speaker);
        const isLarge = after.large?.type === 'person' && after.large.id === speaker;
        if (isThere && !isLarge && after.tiles.length > 2) expect(after.tiles).toContain(speaker);
        if (isSameStage(before, after) && before.large?.type === after.large?.type) {
          const taken = after.tiles.filter((one, slot) => one !== before.tiles[slot]);
          expect(taken.length).toBeLessThanOrEqual(1);
        }
        before = after;
      }
    }),
  );
});

it.each<[string, string[], string[], string[]]>([
  ['a newcomer comes last', ['a', 'b', 'c'], ['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd']],
  ['a newcomer takes the slot of who has gone', ['a', 'b', 'c'], ['a', 'c', 'd'], ['a', 'd', 'c']],
  ['the last one takes the slot of who has gone', ['a', 'b', 'c', 'd'], ['a', 'c', 'd'], ['a', 'd', 'c']],
])('%s', (_what, before, ids, after) => {
  expect(arrange({ ids, first: [], size: 9 }, before)).toEqual(after);
});

it('who must be on the first page changes places with the last one there', () => {
  const before = ['a', 'b', 'c', 'd', 'e'];
  const wanted = { ids: before, first: ['a', 'e'], size: 3 };
  expect(arrange(wanted, before)).toEqual(['a', 'b', 'e', 'd', 'c']);
});
