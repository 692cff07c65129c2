/** The announcements that follow from a change of the call. Pure. */

import { handsOf, isStaff, meOf, presentOf, type Right, type Roster } from '@/data/call/roster';
import type { TextArguments, TextKey } from '@/shared/i18n/keys';

type PeopleKey = 'call.came' | 'call.went' | 'call.raised' | 'call.knocked' | 'call.reacted';

/** An announcement. Loud ones are shown, the others are only for screen readers. */
export type Announcement = { readonly isLoud: boolean } & (
  | { readonly key: TextKey; readonly values?: never }
  | { readonly key: PeopleKey; readonly values: TextArguments<PeopleKey>[0] }
  | { readonly key: 'call.wrote'; readonly values: TextArguments<'call.wrote'>[0] }
);

/** With more people at once, only their number is announced. */
const NAMED = 3;

/** Among so few everybody notices who comes and who goes. */
const FEW = 4;

const TAKEN: Readonly<Record<Right, TextKey | undefined>> = {
  microphone: 'call.taken.microphone',
  camera: 'call.taken.camera',
  screen: 'call.taken.screen',
  chat: 'call.taken.chat',
  reactions: 'call.taken.reactions',
  board: 'call.taken.board',
  unmute: undefined,
};
const GIVEN: Readonly<Record<Right, TextKey | undefined>> = {
  microphone: 'call.given.microphone',
  camera: 'call.given.camera',
  screen: 'call.given.screen',
  chat: 'call.given.chat',
  reactions: 'call.given.reactions',
  board: 'call.given.board',
  unmute: undefined,
};

/** Return the announcements for this person between two states of the call. */
export function changesBetween(before: Roster, after: Roster): readonly Announcement[] {
  return [...aboutMe(before, after), ...aboutCall(before, after), ...aboutOthers(before, after)];
}

/** Return the rights that I have lost. */
export function lostRights(before: Roster, after: Roster): readonly Right[] {
  const [was, is] = [meOf(before)?.rights, meOf(after)?.rights];
  if (!was || !is) return [];
  return (Object.keys(TAKEN) as Right[]).filter((right) => was[right] && !is[right]);
}

function aboutMe(before: Roster, after: Roster): readonly Announcement[] {
  const [was, is] = [meOf(before), meOf(after)];
  if (!was || !is) return [];
  const announcements: Announcement[] = [];
  for (const right of Object.keys(TAKEN) as Right[]) {
    const key =
      was.rights[right] === is.rights[right] ? undefined : (is.rights[right] ? GIVEN : TAKEN)[right];
    // A new role is announced instead of the rights that come with it.
    if (key && was.role === is.role) announcements.push({ key, isLoud: true });
  }
  if (was.role !== is.role) announcements.push({ key: `call.became.${is.role}`, isLoud: true });
  if (was.hand_raised_at !== null && is.hand_raised_at === null)
    announcements.push({ key: 'call.handLowered', isLoud: false });
  return announcements;
}

function aboutCall({ call: was }: Roster, { call: is }: Roster): readonly Announcement[] {
  const announcements: Announcement[] = [];
  if (was.is_board_open !== is.is_board_open) {
    announcements.push({ key: is.is_board_open ? 'call.boardOpened' : 'call.boardClosed', isLoud: false });
  }
  if (was.is_locked !== is.is_locked) {
    announcements.push({ key: is.is_locked ? 'call.nowLocked' : 'call.nowUnlocked', isLoud: false });
  }
  return announcements;
}

function aboutOthers(before: Roster, after: Roster): readonly Announcement[] {
  const announcements: Announcement[] = [];
  const others = (roster: Roster) => presentOf(roster).filter(({ id }) => id !== roster.me);
  const idsBefore = new Set(others(before).map(({ id }) => id));
  const idsAfter = new Set(others(after).map(({ id }) => id));
  const came = others(after).filter(({ id }) => !idsBefore.has(id));
  const went = others(before).filter(({ id }) => !idsAfter.has(id));
  const isAmongFew = Math.max(idsBefore.size, idsAfter.size) < FEW;
  if (came.length > 0) announcements.push({ ...named('call.came', came), isLoud: isAmongFew });
  if (went.length > 0) announcements.push({ ...named('call.went', went), isLoud: isAmongFew });
  const handsBefore = new Set(handsOf(before).map(({ id }) => id));
  const raised = handsOf(after).filter(({ id }) => id !== after.me && !handsBefore.has(id));
  const me = meOf(after);
  const isLoud = me !== undefined && isStaff(me);
  if (raised.length > 0) announcements.push({ ...named('call.raised', raised), isLoud });
  const knocking = [...after.knocks.values()].filter(({ id }) => !before.knocks.has(id));
  if (knocking.length > 0) announcements.push(named('call.knocked', knocking));
  return announcements;
}

/** Return the announcement of these people; of many, of their number. */
export function named(key: PeopleKey, people: readonly { readonly name: string }[]): Announcement {
  const names = people.length > NAMED ? '' : people.map(({ name }) => name).join(', ');
  return { key, values: { names, count: people.length, few: names === '' ? 'no' : 'yes' }, isLoud: false };
}
