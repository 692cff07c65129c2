/** The layout of the stage. Pure: people, shared screens, preferences, the area and the former layout go in. */

import { isStaff } from '@/data/call/roster';
import { isPair, type Share, type ShownParticipant } from './people';
import { arrange } from './slots';

/** Participants on one page of the grid. */
export const PAGE = 25;
/** So many recent speakers are on the first page. */
const RECENT = 6;
const SMALLEST_TILE = { width: 132, height: 100 };
const GAP = 8;
/** Tiles of the strip beside the large item. */
const STRIP_TILE = { width: 176, height: 100 };

export type Mode = 'grid' | 'speaker';

/** What the person has pinned. */
export type Pin = { readonly type: 'person' | 'share'; readonly id: string } | { readonly type: 'board' };

export interface View {
  readonly mode: Mode;
  /** From 0; clamped to the last page. */
  readonly page: number;
  readonly pin: Pin | undefined;
}

export interface Scene {
  readonly people: readonly ShownParticipant[];
  readonly shares: readonly Share[];
  /** Recent speakers, the latest first. */
  readonly speakers: readonly string[];
  readonly spotlight: string | null;
  readonly isBoardOpen: boolean;
  readonly view: View;
  readonly room: { readonly width: number; readonly height: number };
}

export type Large =
  | { readonly type: 'board' }
  | { readonly type: 'share'; readonly share: Share }
  | { readonly type: 'person'; readonly id: string };

/** Where everybody is shown; people are given by their ids. */
export interface Layout {
  /** The large item; without one all tiles are equal. */
  readonly large: Large | undefined;
  readonly tiles: readonly string[];
  /** All who have tiles, on whichever page, by slot: the next layout keeps them there. */
  readonly order: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** Size of a tile in the grid, in pixels. */
  readonly tile: { readonly width: number; readonly height: number };
  readonly page: number;
  readonly pages: number;
  /** The person's own small video over the other of two. */
  readonly inset: string | undefined;
  /** The strip is below or beside the large item. */
  readonly strip: 'below' | 'beside';
}

/** Return the layout that follows the former one: tiles that stay shown keep their slots. */
export function layoutOf(scene: Scene, former?: Layout): Layout {
  const { people, room } = scene;
  const large = largeOf(scene);
  const strip = room.width < room.height * 1.2 ? 'below' : 'beside';
  if (large) {
    const rest = people.filter(({ id }) => large.type !== 'person' || id !== large.id);
    const size = stripSize(rest.length, strip, room);
    const page = paged(rest, scene, { size, recent: STRIP_RECENT, former });
    return { ...page, ...STRIP, large, strip, inset: undefined };
  }
  const isOfTwo = isPair(people);
  const inset = isOfTwo ? people.find(({ isMe }) => isMe)?.id : undefined;
  const equal = isOfTwo ? people.filter(({ isMe }) => !isMe) : people;
  return { ...gridOf(equal, scene, former), large: undefined, strip, inset };
}

/** Return the number of columns in which `count` tiles of 16:9 are largest. */
export function bestColumns(
  count: number,
  room: { readonly width: number; readonly height: number },
): number {
  let best = 1;
  let largest = 0;
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const { width, height } = tileOf(columns, Math.ceil(count / columns), room);
    const shown = Math.min(width, height * (16 / 9));
    if (shown > largest + 0.5) {
      largest = shown;
      best = columns;
    }
  }
  return best;
}

const STRIP = { columns: 1, rows: 1, tile: STRIP_TILE } as const;
/** The page buttons of a vertical strip are at its end. */
const TURNER_HEIGHT = 48;

/** Return how many tiles a strip shows at once. */
function stripSize(count: number, strip: Layout['strip'], room: Scene['room']): number {
  const within = (length: number, tile: number) =>
    Math.max(1, Math.min(PAGE, Math.floor((length + GAP) / (tile + GAP))));
  if (strip === 'below') return within(room.width, 128);
  const all = within(room.height, STRIP_TILE.height);
  return count <= all ? all : within(room.height - TURNER_HEIGHT - GAP, STRIP_TILE.height);
}

/** A strip has no room for earlier speakers. */
const STRIP_RECENT = 3;

function largeOf({ people, shares, spotlight, isBoardOpen, speakers, view }: Scene): Large | undefined {
  const person = (id: string | null) => {
    const found = people.find((one) => one.id === id);
    return found && ({ type: 'person', id: found.id } as const);
  };
  const pinned = pinnedOf(view.pin, shares, isBoardOpen, person);
  if (pinned) return pinned;
  if (isBoardOpen) return { type: 'board' };
  const share = shares.find(({ isMe }) => !isMe);
  if (share) return { type: 'share', share };
  const lit = person(spotlight);
  if (lit) return lit;
  if (view.mode === 'grid' || people.length < 2) return undefined;
  const speaker = speakers.find((id) => people.some((one) => one.id === id && !one.isMe));
  return person(speaker ?? firstOther(people)?.id ?? null);
}

function pinnedOf(
  pin: Pin | undefined,
  shares: readonly Share[],
  isBoardOpen: boolean,
  person: (id: string) => Large | undefined,
): Large | undefined {
  if (pin?.type === 'board') return isBoardOpen ? { type: 'board' } : undefined;
  if (pin?.type === 'person') return person(pin.id);
  const share = shares.find(({ identity }) => identity === pin?.id);
  return share && { type: 'share', share };
}

function firstOther(people: readonly ShownParticipant[]): ShownParticipant | undefined {
  const others = people.filter(({ isMe }) => !isMe);
  return others.find(({ participant }) => isStaff(participant)) ?? others[0];
}

function gridOf(people: readonly ShownParticipant[], scene: Scene, former: Layout | undefined) {
  const { room } = scene;
  const fitting =
    Math.max(1, Math.floor((room.width + GAP) / (SMALLEST_TILE.width + GAP))) *
    Math.max(1, Math.floor((room.height + GAP) / (SMALLEST_TILE.height + GAP)));
  const size = Math.min(PAGE, fitting);
  const page = paged(people, scene, { size, recent: RECENT, former });
  const columns = bestColumns(page.tiles.length, room);
  const rows = Math.max(1, Math.ceil(page.tiles.length / columns));
  return { ...page, columns, rows, tile: tileOf(columns, rows, room) };
}

interface Paging {
  readonly size: number;
  /** So many recent speakers are on the first page. */
  readonly recent: number;
  readonly former: Layout | undefined;
}

function paged(people: readonly ShownParticipant[], scene: Scene, { size, recent, former }: Paging) {
  const first = firstOf(people, scene.speakers.slice(0, recent), former);
  const isOnOnePage = people.length <= size;
  const ids = people.map(({ id }) => id);
  const leading = isOnOnePage ? ids : [...new Set([...first, ...ids])];
  const order = arrange({ ids: leading, first, size }, former?.order ?? []);
  const pages = Math.max(1, Math.ceil(order.length / size));
  const page = Math.min(Math.max(0, scene.view.page), pages - 1);
  return { order, tiles: order.slice(page * size, (page + 1) * size), page, pages };
}

/** Staff, me, recent speakers, and who was large until now: the first page shows what is going on. */
function firstOf(
  people: readonly ShownParticipant[],
  speakers: readonly string[],
  former: Layout | undefined,
): readonly string[] {
  const large = former?.large?.type === 'person' ? [former.large.id] : [];
  const ids = new Set(people.map(({ id }) => id));
  const staff = people.filter(({ isMe, participant }) => !isMe && isStaff(participant));
  const me = people.filter(({ isMe }) => isMe);
  const all = [...[...staff, ...me].map(({ id }) => id), ...speakers, ...large];
  return [...new Set(all)].filter((id) => ids.has(id));
}

function tileOf(columns: number, rows: number, room: { readonly width: number; readonly height: number }) {
  return {
    width: Math.max(0, (room.width - GAP * (columns - 1)) / columns),
    height: Math.max(0, (room.height - GAP * (rows - 1)) / rows),
  };
}
