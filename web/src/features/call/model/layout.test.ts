import { describe, expect, it } from 'vitest';
import { rosterOf } from '@/data/call/roster';
import { anna, page, participant } from '@/shared/testing/call';
import { bestColumns, layoutOf, PAGE, type Scene } from './layout';
import { type Peer, peopleOf, sharesOf } from './people';
import { wantedOf } from './subscriptions';

const DESKTOP = { width: 1256, height: 640 };
const PHONE = { width: 374, height: 700 };

function peer(id: string, change: Partial<Peer> = {}): Peer {
  return {
    identity: `${id}:1`,
    hasMicrophone: true,
    hasCamera: true,
    hasScreen: false,
    isSpeaking: false,
    quality: 'good',
    ...change,
  };
}

/** Анна, me, and others up to this many people. */
function scene(count: number, change: Partial<Scene> & { peers?: readonly Peer[] } = {}): Scene {
  const others = Array.from({ length: Math.max(0, count - 2) }, (_, at) => {
    const number = String(at).padStart(2, '0');
    return participant(`s${number}`, { joined_at: `2026-11-23T09:${number}:00Z` });
  });
  const all = [participant('me'), anna, ...others].slice(0, count);
  const roster = rosterOf(page(all), 'me');
  const { peers = all.map(({ id }) => peer(id)), ...rest } = change;
  return {
    people: peopleOf(roster, peers),
    shares: sharesOf(roster, peers),
    speakers: [],
    spotlight: null,
    isBoardOpen: false,
    view: { mode: 'grid', page: 0, pin: undefined },
    room: DESKTOP,
    ...rest,
  };
}

describe('all alike', () => {
  it.each([
    [1, 1, 1],
    [3, 2, 2],
    [5, 3, 2],
    [9, 3, 3],
    [25, 5, 5],
  ])('%i people stand in %i columns and %i rows on a desktop', (count, columns, rows) => {
    const layout = layoutOf(scene(count));
    expect([layout.columns, layout.rows]).toEqual([columns, rows]);
    expect(layout.tiles).toHaveLength(count);
  });

  it('shows the other of two large and oneself small over it', () => {
    const layout = layoutOf(scene(2));
    expect(layout.tiles).toEqual(['anna']);
    expect(layout.inset).toBe('me');
  });

  it('turns pages of 25, and never shows an empty one', () => {
    const many = scene(60);
    expect(layoutOf(many)).toMatchObject({ page: 0, pages: 3 });
    expect(layoutOf(many).tiles).toHaveLength(PAGE);
    const beyond = layoutOf({ ...many, view: { ...many.view, page: 9 } });
    expect(beyond.page).toBe(2);
    expect(beyond.tiles).toHaveLength(10);
  });

  it('brings who speaks to the first page', () => {
    const layout = layoutOf(scene(60, { speakers: ['s55'] }));
    expect(layout.tiles.slice(0, 3)).toEqual(['anna', 'me', 's55']);
  });

  it('gives a phone fewer tiles, of a size that can be seen', () => {
    const layout = layoutOf(scene(30, { room: PHONE }));
    expect(layout.columns).toBeLessThanOrEqual(2);
    expect(layout.tile.height).toBeGreaterThanOrEqual(90);
  });

  it('stacks two on a narrow screen', () => {
    expect(bestColumns(2, PHONE)).toBe(1);
    expect(bestColumns(2, DESKTOP)).toBe(2);
  });
});

describe('one large', () => {
  const speaking = { view: { mode: 'speaker', page: 0, pin: undefined } } as const;
  const sharing = [peer('me'), peer('anna'), peer('s00', { hasScreen: true })];

  it.each<[string, Scene, unknown]>([
    ['who spoke last', scene(5, { ...speaking, speakers: ['me', 's01'] }), { type: 'person', id: 's01' }],
    ['who leads, while nobody speaks', scene(5, speaking), { type: 'person', id: 'anna' }],
    ['whom all are to see', scene(5, { spotlight: 's02' }), { type: 'person', id: 's02' }],
    [
      'a shared screen before the spotlight',
      scene(3, { peers: sharing, spotlight: 'anna' }),
      { type: 'share' },
    ],
    ['the board before a screen', scene(3, { peers: sharing, isBoardOpen: true }), { type: 'board' }],
    [
      'what I pinned before everything',
      scene(3, {
        peers: sharing,
        isBoardOpen: true,
        view: { mode: 'grid', page: 0, pin: { type: 'person', id: 'anna' } },
      }),
      { type: 'person', id: 'anna' },
    ],
    [
      'a pinned screen',
      scene(3, {
        peers: sharing,
        isBoardOpen: true,
        view: { mode: 'grid', page: 0, pin: { type: 'share', id: 's00:1' } },
      }),
      { type: 'share', share: { identity: 's00:1' } },
    ],
  ])('is %s', (_what, from, large) => {
    expect(layoutOf(from).large).toMatchObject(large as object);
  });

  it.each<[string, Scene]>([
    [
      'a pin on who has gone',
      scene(3, { view: { mode: 'grid', page: 0, pin: { type: 'person', id: 'gone' } } }),
    ],
    ['a spotlight on who has gone', scene(3, { spotlight: 'gone' })],
    ['my own screen', scene(3, { peers: [peer('me', { hasScreen: true })] })],
    ['a speaker view of one', scene(1, speaking)],
  ])('is nobody by %s', (_what, from) => {
    expect(layoutOf(from).large).toBeUndefined();
  });

  it('is the others’ screen rather than mine', () => {
    const peers = [peer('me', { hasScreen: true }), peer('s00', { hasScreen: true })];
    expect(layoutOf(scene(4, { peers })).large).toMatchObject({ share: { identity: 's00:1' } });
  });

  it('lays the others below on a phone and beside on a desktop', () => {
    expect(layoutOf(scene(5, { spotlight: 'anna' })).strip).toBe('beside');
    expect(layoutOf(scene(5, { spotlight: 'anna', room: PHONE })).strip).toBe('below');
  });
});

describe('whose pictures are asked for', () => {
  const wanted = (from: Scene, lowTraffic = false) =>
    wantedOf({ ...from, layout: layoutOf(from), lowTraffic });

  it('asks for everybody’s in a small call, never for one’s own', () => {
    expect([...wanted(scene(12)).cameras.keys()]).toHaveLength(11);
  });

  it('asks in a large call for the page, who leads and who spoke last, and for nobody else', () => {
    const from = scene(60, { speakers: ['s50'], view: { mode: 'grid', page: 2, pin: undefined } });
    const asked = wanted(from).cameras;
    const onPage = layoutOf(from).tiles;
    for (const id of onPage) expect(asked.has(`${id}:1`)).toBe(true);
    expect(asked.has('anna:1')).toBe(true);
    expect(asked.has('s50:1')).toBe(true);
    expect(asked.size).toBe(onPage.length + 2);
  });

  it('asks for who is large in full, and for small tiles small', () => {
    const { cameras } = wanted(scene(5, { spotlight: 'anna' }));
    expect(cameras.get('anna:1')).toBe('high');
    expect(cameras.get('s00:1')).toBe('low');
    expect(wanted(scene(5)).cameras.get('anna:1')).toBe('medium');
  });

  it('asks only for the screen that is shown', () => {
    const peers = [peer('s00', { hasScreen: true }), peer('s01', { hasScreen: true })];
    expect([...wanted(scene(4, { peers })).screens]).toEqual([['s00:1', 'high']]);
  });

  it('saves traffic: no cameras, and the screen small', () => {
    const peers = [peer('anna', { hasScreen: true }), peer('s00')];
    const { cameras, screens } = wanted(scene(4, { peers }), true);
    expect(cameras.size).toBe(0);
    expect([...screens]).toEqual([['anna:1', 'low']]);
  });
});

it('is one person with several devices', () => {
  const roster = rosterOf(page([anna, participant('me')]), 'me');
  const peers = [
    peer('anna', { hasCamera: false, hasMicrophone: true, quality: 'lost' }),
    peer('anna', { identity: 'anna:2', hasMicrophone: false, quality: 'weak' }),
  ];
  const person = peopleOf(roster, peers).find(({ id }) => id === 'anna');
  expect(person).toMatchObject({ camera: 'anna:2', hasMicrophone: true, quality: 'weak' });
});
