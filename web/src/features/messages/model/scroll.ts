/**
 * The scroll of a conversation as a state machine: inputs go in, the next state and effects come out. Pure: no
 * page, no heights. It decides what the view is held at. Where the person has scrolled by themselves, the view is
 * never sent to a place: it only moves along with its lower edge, and with the rows whose heights change above that.
 */
import { placeOf, type Row } from './rows';

/** A message to show; another object shows it again. */
export interface Jump {
  readonly number: number;
}

/** A place that is sought again whenever rows or heights change. */
export type Target =
  | { readonly at: 'end' }
  | { readonly at: 'row'; readonly key: string; readonly align: 'start' | 'center' };

export interface Scroll {
  /** What the view is held at; nothing once the person has scrolled. */
  readonly hold: Target | undefined;
  /** Where to go as soon as its rows are there. */
  readonly wanted: Jump | 'end' | undefined;
  /** The jump that was followed last. */
  readonly followed: Jump | undefined;
  /** Pixels below the view. */
  readonly distance: number;
  /** What was shown before; undefined until there were rows. */
  readonly shown: Shown | undefined;
}

interface Shown {
  readonly lastKey: string;
  readonly hasNewer: boolean;
}

type ScrolledRow = Row<{
  readonly id: string;
  readonly author_id: string | null;
  readonly client_id: string | null;
  readonly number: number;
  readonly sent_at: string;
}>;

export type ScrollInput =
  | {
      readonly type: 'rows';
      readonly rows: readonly ScrolledRow[];
      readonly hasNewer: boolean;
      readonly jump: Jump | undefined;
    }
  /** The rows between these indexes are in view. */
  | {
      readonly type: 'view';
      readonly first: number;
      readonly last: number;
      readonly count: number;
      readonly hasOlder: boolean;
      readonly hasNewer: boolean;
    }
  /** Rows got other heights. */
  | { readonly type: 'heights'; readonly distance: number }
  | { readonly type: 'scrolled'; readonly distance: number }
  /** The view itself got another height: a taller composer, the phone's keyboard. */
  | { readonly type: 'resized' }
  /** The person scrolls by wheel, finger or key. */
  | { readonly type: 'taken' }
  | { readonly type: 'toEnd'; readonly hasNewer: boolean };

export type ScrollEffect =
  | { readonly do: 'seek'; readonly target: Target }
  /** Keep this distance from the end, so that the row at the lower edge stays there. */
  | { readonly do: 'keep'; readonly distance: number }
  | { readonly do: 'showEnd' }
  | { readonly do: 'loadOlder' }
  | { readonly do: 'loadNewer' };

type Turn = readonly [Scroll, readonly ScrollEffect[]];

/** So close to the end, new messages are followed. */
const NEAR_END = 80;
/** Browsers round the heights of which the distance is made. */
const AT_END = 1;
/** So many rows before an edge, more are loaded. */
const ROWS_AHEAD = 12;
const END = { at: 'end' } as const;

export const initialScroll: Scroll = {
  hold: undefined,
  wanted: undefined,
  followed: undefined,
  distance: Number.POSITIVE_INFINITY,
  shown: undefined,
};

/** Process an input; return the next state and the effects to run. */
export function turn(scroll: Scroll, input: ScrollInput): Turn {
  switch (input.type) {
    case 'rows':
      return onRows(scroll, input);
    case 'view':
      return [scroll, scroll.shown ? loadsFor(input) : []];
    case 'heights':
      return held({ ...scroll, distance: input.distance });
    case 'scrolled':
      return [{ ...scroll, distance: input.distance }, []];
    case 'resized':
      return onResized(scroll);
    case 'taken':
      return [{ ...scroll, hold: undefined }, []];
    case 'toEnd':
      if (input.hasNewer) return [{ ...scroll, wanted: 'end' }, [{ do: 'showEnd' }]];
      return held({ ...scroll, wanted: undefined, hold: END });
  }
}

/** A list's view: how far its top is scrolled, and its height. */
interface View {
  readonly scrollOffset: number | null;
  readonly scrollRect: { readonly height: number } | null;
}

/**
 * Return true if the view moves along when this row gets another height: what is at its lower edge stays. Older
 * messages change rows in view, too: the first loses the heading of its day.
 */
export function movesView(
  { start }: { readonly start: number },
  { scrollOffset, scrollRect }: View,
): boolean {
  return start < (scrollOffset ?? 0) + (scrollRect?.height ?? 0);
}

function onRows(scroll: Scroll, { rows, hasNewer, jump }: Extract<ScrollInput, { type: 'rows' }>): Turn {
  const last = rows.at(-1);
  if (!last) return [scroll, []];
  const placed = scroll.shown ? followEnd(scroll, last, hasNewer) : { ...scroll, hold: opening(rows) };
  const asked = withJump(placed, jump);
  const next = arrive(asked, rows, hasNewer);
  return held({ ...next, shown: { lastKey: last.key, hasNewer } });
}

/** A chat opens at its first unread message, else at its end. */
function opening(rows: readonly ScrolledRow[]): Target {
  const unread = rows.find(({ beginsUnread }) => beginsUnread);
  return unread ? { at: 'row', key: unread.key, align: 'start' } : END;
}

/** What was just sent is shown; what others send only to who is at the end. */
function followEnd(scroll: Scroll, last: ScrolledRow, hasNewer: boolean): Scroll {
  const { shown, distance } = scroll;
  if (!shown || last.key === shown.lastKey) return scroll;
  if (last.message.number === 0) return { ...scroll, wanted: 'end' };
  // Where a later page has come, the person is in the middle of the conversation.
  const isAppended = !shown.hasNewer && !hasNewer;
  return isAppended && distance <= NEAR_END ? { ...scroll, hold: END } : scroll;
}

function withJump(scroll: Scroll, jump: Jump | undefined): Scroll {
  if (jump && jump !== scroll.followed) return { ...scroll, wanted: jump };
  return jump || scroll.wanted === 'end' ? scroll : { ...scroll, wanted: undefined };
}

/** Go where the person wants, if its rows are there. */
function arrive(scroll: Scroll, rows: readonly ScrolledRow[], hasNewer: boolean): Scroll {
  const { wanted } = scroll;
  if (wanted === undefined) return scroll;
  if (wanted === 'end') return hasNewer ? scroll : { ...scroll, wanted: undefined, hold: END };
  const row = rows[placeOf(rows, wanted.number)];
  if (!row) return scroll;
  return {
    ...scroll,
    wanted: undefined,
    followed: wanted,
    hold: { at: 'row', key: row.key, align: 'center' },
  };
}

/** What was at the lower edge of the view stays there: nobody's last line is covered. */
function onResized(scroll: Scroll): Turn {
  const { hold, distance } = scroll;
  if (distance <= AT_END) return held({ ...scroll, hold: END });
  return hold || !Number.isFinite(distance) ? held(scroll) : [scroll, [{ do: 'keep', distance }]];
}

function held(scroll: Scroll): Turn {
  return [scroll, scroll.hold ? [{ do: 'seek', target: scroll.hold }] : []];
}

function loadsFor(view: Extract<ScrollInput, { type: 'view' }>): readonly ScrollEffect[] {
  const { first, last, count, hasOlder, hasNewer } = view;
  const effects: ScrollEffect[] = [];
  if (hasOlder && first < ROWS_AHEAD) effects.push({ do: 'loadOlder' });
  if (hasNewer && last > count - ROWS_AHEAD) effects.push({ do: 'loadNewer' });
  return effects;
}
