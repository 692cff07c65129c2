/** The state of a call to render, as one snapshot. Pure. */

import type { Roster } from '@/data/call/roster';
import type { Devices } from '@/shared/media/devices';
import type { View } from '../model/layout';
import {
  type Peer,
  peopleOf,
  type Share,
  type ShownParticipant,
  sharesOf,
  speakingOf,
} from '../model/people';
import type { ShownReaction } from '../model/reactions';
import type { OverReason } from '../model/retry';
import { NO_MEDIA, type OwnMedia, type Phase, type WarningName } from '../model/warnings';
import type { Tracks } from './present';
import { keepEqual, keepEqualById } from './sharing';

/** What is known of a call, and set by those who learn it. */
interface Facts {
  readonly roster: Roster;
  readonly phase: Phase;
  readonly over: OverReason | undefined;
  readonly peers: readonly Peer[];
  readonly videos: Tracks;
  /** Recent speakers, the latest first. */
  readonly speakers: readonly string[];
  readonly own: OwnMedia;
  readonly devices: Devices;
  readonly view: View;
  /** The name of the open panel. */
  readonly panel: string | undefined;
  /** The number of unread messages in the chat of the call. */
  readonly unread: number;
  readonly dismissed: ReadonlySet<WarningName>;
  /** The reactions that are shown now. */
  readonly reactions: readonly ShownReaction[];
  /** True if this person wants to see reactions. */
  readonly showsReactions: boolean;
}

/** The state to render. Whatever did not change is the same object as before, down to each person. */
export interface CallSnapshot extends Facts {
  /** The people in the call. */
  readonly people: readonly ShownParticipant[];
  readonly shares: readonly Share[];
  /** The people who speak now. */
  readonly speaking: ReadonlySet<string>;
}

/** A change of what is known. */
export type SnapshotChange = Partial<Facts>;

/** Return the snapshot of a call before it is connected. */
export function firstSnapshot(roster: Roster, devices: Devices, showsReactions = true): CallSnapshot {
  const facts: Facts = {
    roster,
    phase: 'connecting',
    over: undefined,
    peers: [],
    videos: new Map(),
    speakers: [],
    own: NO_MEDIA,
    devices,
    view: { mode: 'grid', page: 0, pin: undefined },
    panel: undefined,
    unread: 0,
    dismissed: new Set(),
    reactions: [],
    showsReactions,
  };
  return { ...facts, people: peopleOf(roster, []), shares: [], speaking: new Set() };
}

/** Return the snapshot after a change; the same one if nothing changed. */
export function withChange(before: CallSnapshot, change: SnapshotChange): CallSnapshot {
  const roster = keepEqualRoster(before.roster, change.roster ?? before.roster);
  const parts = Object.entries({ ...change, roster }) as [keyof Facts, unknown][];
  const changed = parts
    .map(([name, value]) => [name, keepEqual<unknown>(before[name], value)] as const)
    .filter(([name, value]) => value !== before[name]);
  if (changed.length === 0) return before;
  const next: CallSnapshot = { ...before, ...(Object.fromEntries(changed) as SnapshotChange) };
  return next.roster === before.roster && next.peers === before.peers ? next : withPeople(before, next);
}

function withPeople(before: CallSnapshot, next: CallSnapshot): CallSnapshot {
  const { roster, peers } = next;
  return {
    ...next,
    people: keepEqualById(before.people, peopleOf(roster, peers)),
    shares: keepEqual(before.shares, sharesOf(roster, peers)),
    speaking: keepEqual(before.speaking, speakingOf(peers)),
  };
}

function keepEqualRoster(before: Roster, next: Roster): Roster {
  if (before === next) return before;
  const { call, me, may, participants, knocks } = next;
  const kept: Roster = {
    call: keepEqual(before.call, call),
    me,
    may: keepEqual(before.may, may),
    participants: keepEqual(before.participants, participants),
    knocks: keepEqual(before.knocks, knocks),
  };
  const isSame = (Object.keys(kept) as (keyof Roster)[]).every((name) => kept[name] === before[name]);
  return isSame ? before : kept;
}
