/** Reactions in a call: seen for a moment, and announced together. Pure. */

import type { SentReaction } from '@/data/call/reactions';
import type { Roster } from '@/data/call/roster';
import type { CallReaction } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';
import { type Announcement, named } from './changes';

/** How long a reaction is shown. */
export const SHOWN_MS = 5_000;
/** Of one person at one time, and of all. */
const MOST_OF_ONE = 3;
const MOST = 80;

/** The reactions in the order in which they are offered, and what they are called. */
export const REACTIONS: readonly (readonly [CallReaction, TextKey])[] = [
  ['👍', 'call.reaction.thumbsUp'],
  ['👏', 'call.reaction.clap'],
  ['❤️', 'call.reaction.heart'],
  ['😂', 'call.reaction.laugh'],
  ['😮', 'call.reaction.surprise'],
  ['🎉', 'call.reaction.party'],
];

/** A reaction that is shown. */
export interface ShownReaction {
  readonly key: number;
  readonly participantId: string;
  readonly reaction: string;
  /** Until when, in milliseconds. */
  readonly until: number;
}

/** Return the shown reactions with those that were sent now; unknown ones are of a newer server. */
export function withSent(
  shown: readonly ShownReaction[],
  sent: readonly SentReaction[],
  now: number,
): readonly ShownReaction[] {
  const first = (shown.at(-1)?.key ?? 0) + 1;
  const added = sent.filter(isKnown).map(({ participant_id, reaction }, at) => ({
    key: first + at,
    participantId: participant_id,
    reaction,
    until: now + SHOWN_MS,
  }));
  return [...shown, ...added].slice(-MOST);
}

/** Return the reactions that are still shown. */
export function stillShown(shown: readonly ShownReaction[], now: number): readonly ShownReaction[] {
  return shown.filter(({ until }) => until > now);
}

/** Return the latest reactions of a person. */
export function reactionsOf(shown: readonly ShownReaction[], id: string): readonly ShownReaction[] {
  return shown.filter(({ participantId }) => participantId === id).slice(-MOST_OF_ONE);
}

/** Return what screen readers are told of others' reactions, or undefined if all are mine. */
export function reactionsSaid(sent: readonly SentReaction[], roster: Roster): Announcement | undefined {
  const others = sent.filter(({ participant_id }) => participant_id !== roster.me).filter(isKnown);
  const people = others.map(({ participant_id, reaction }) => {
    const name = roster.participants.get(participant_id)?.name ?? '';
    return { name: `${name} ${reaction}`.trim() };
  });
  return people.length > 0 ? named('call.reacted', people) : undefined;
}

function isKnown({ reaction }: SentReaction): boolean {
  return REACTIONS.some(([known]) => known === reaction);
}
