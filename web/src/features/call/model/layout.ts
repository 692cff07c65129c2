/** The layout of the stage. Pure: people, shared screens, preferences and the area go in, tiles come out. */
import { isPair, type Person, type Share } from './people';
import { isStaff } from './roster';

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
  readonly people: readonly Person[];
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
  | { readonly type: 'person'; readonly person: Person };

export interface Layout {
  /** The large item; without one all tiles are equal. */
  readonly large: Large | undefined;
  readonly tiles: readonly Person[];
  readonly columns: number;
  readonly rows: number;
  /** Size of a tile in the grid, in pixels. */
  readonly tile: { readonly width: number; readonly height: number };
  readonly page: number;
  readonly pages: number;
  /** The person's own small video over the other of two. */
  readonly inset: Person | undefined;
  /** Shared screens that could be large instead. */
  readonly otherShares: readonly Share[];
  /** The strip is below or beside the large item. */
  readonly strip: 'below' | 'beside';
}

/** Return the layout. */
export function layoutOf(scene: Scene): Layout {
  const { people, shares, room } = scene;
  const large = largeOf(scene);
  const strip = room.width < room.height * 1.2 ? 'below' : 'beside';
  if (large) {
    const rest = ordered(scene, STRIP_RECENT).filter(
      (person) => large.type !== 'person' || person.id !== large.person.id,
    );
    const size = stripSize(rest.length, strip, room);
    const otherShares = shares.filter(
      ({ identity }) => large.type !== 'share' || identity !== large.share.identity,
    );
    return { ...paged(rest, size, scene.view.page), ...STRIP, large, otherShares, strip, inset: undefined };
  }
  if (isPair(people)) {
    const other = people.filter(({ isMe }) => !isMe);
    const inset = people.find(({ isMe }) => isMe);
    return { ...gridOf(other, scene), large: undefined, otherShares: [], strip, inset };
  }
  return { ...gridOf(people, scene), large: undefined, otherShares: [], strip, inset: undefined };
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
    return found && ({ type: 'person', person: found } as const);
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

function firstOther(people: readonly Person[]): Person | undefined {
  const others = people.filter(({ isMe }) => !isMe);
  return others.find(({ participant }) => isStaff(participant)) ?? others[0];
}

/** Staff, then me, then recent speakers, then by time of joining: the first page shows what is going on. */
function ordered({ people, speakers }: Scene, recent: number): readonly Person[] {
  const spoke = new Map(speakers.slice(0, recent).map((id, at) => [id, at]));
  const rank = ({ id, isMe, participant }: Person) =>
    isStaff(participant) && !isMe ? -2 : isMe ? -1 : (spoke.get(id) ?? recent);
  return [...people].sort((one, other) => rank(one) - rank(other));
}

function gridOf(people: readonly Person[], scene: Scene) {
  const { room, view } = scene;
  const fitting =
    Math.max(1, Math.floor((room.width + GAP) / (SMALLEST_TILE.width + GAP))) *
    Math.max(1, Math.floor((room.height + GAP) / (SMALLEST_TILE.height + GAP)));
  const size = Math.min(PAGE, fitting);
  const page = paged(people.length > size ? ordered(scene, RECENT) : people, size, view.page);
  const columns = bestColumns(page.tiles.length, room);
  const rows = Math.max(1, Math.ceil(page.tiles.length / columns));
  return { ...page, columns, rows, tile: tileOf(columns, rows, room) };
}

function paged(people: readonly Person[], size: number, wanted: number) {
  const pages = Math.max(1, Math.ceil(people.length / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { tiles: people.slice(page * size, (page + 1) * size), page, pages };
}

function tileOf(columns: number, rows: number, room: { readonly width: number; readonly height: number }) {
  return {
    width: Math.max(0, (room.width - GAP * (columns - 1)) / columns),
    height: Math.max(0, (room.height - GAP * (rows - 1)) / rows),
  };
}
