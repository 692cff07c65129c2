/** Who is in the call and how it stands, as the server tells. Pure. */
import type {
  CallDutiesRead,
  CallPage,
  CallRead,
  CallRights,
  KnockRead,
  ParticipantRead,
} from '@/shared/api/schema';

export type Right = keyof CallRights;

/** The rows of «Доступы участников», in their order. */
export const RIGHTS: readonly Right[] = ['microphone', 'camera', 'screen', 'chat', 'board', 'unmute'];

export interface Roster {
  readonly call: CallRead;
  /** The participant that I am. */
  readonly me: string;
  readonly may: CallDutiesRead;
  readonly participants: ReadonlyMap<string, ParticipantRead>;
  /** Those who ask to be let in, by id; only for who may let in. */
  readonly knocks: ReadonlyMap<string, KnockRead>;
}

/** Give the roster as a page tells it; what is known of the lobby stays. */
export function rosterOf(page: CallPage, me: string, before?: Roster): Roster {
  return {
    call: page.call,
    me,
    may: page.may,
    participants: new Map(page.participants.map((one) => [one.id, one])),
    knocks: before?.knocks ?? new Map(),
  };
}

/** Give the roster with this participant as they are now. */
export function withParticipant(roster: Roster, participant: ParticipantRead): Roster {
  return { ...roster, participants: new Map(roster.participants).set(participant.id, participant) };
}

/** Give the roster with somebody at the door, or without them once that is settled. */
export function withKnock(roster: Roster, knock: KnockRead): Roster {
  const knocks = new Map(roster.knocks);
  if (knock.state === 'waiting') knocks.set(knock.id, knock);
  else knocks.delete(knock.id);
  return { ...roster, knocks };
}

/** Give the roster with exactly those at the door who were asked for. */
export function withKnocks(roster: Roster, waiting: readonly KnockRead[]): Roster {
  const knocks = new Map(waiting.filter(({ state }) => state === 'waiting').map((one) => [one.id, one]));
  return { ...roster, knocks };
}

/** Give the participant that I am. */
export function meOf(roster: Roster): ParticipantRead | undefined {
  return roster.participants.get(roster.me);
}

/** Give who is in the call now: me first, then who leads it, then in the order of coming. */
export function presentOf(roster: Roster): readonly ParticipantRead[] {
  return [...roster.participants.values()]
    .filter(({ id, state, is_connected }) => state === 'admitted' && (is_connected || id === roster.me))
    .sort((one, other) => comparePresent(roster.me, one, other));
}

/** Give the raised hands, the one that was raised first in front. */
export function handsOf(roster: Roster): readonly ParticipantRead[] {
  return [...roster.participants.values()]
    .filter(({ state, hand_raised_at }) => state === 'admitted' && hand_raised_at !== null)
    .sort((one, other) => (one.hand_raised_at ?? '').localeCompare(other.hand_raised_at ?? ''));
}

/** Give those at the door, who came first in front. */
export function knocksOf(roster: Roster): readonly KnockRead[] {
  return [...roster.knocks.values()].sort((one, other) => one.at.localeCompare(other.at));
}

/** Tell whether I was muted and may switch the microphone on again by myself. */
export function mayUnmute(roster: Roster): boolean {
  const me = meOf(roster);
  return me?.exceptions['microphone'] === false && me.rights.unmute && roster.call.rights.microphone;
}

/** Tell whether somebody leads the call or helps to. */
export function isStaff({ role }: { readonly role: ParticipantRead['role'] }): boolean {
  return role !== 'participant';
}

/** Give the participant of a media identity: the part before the device. */
export function participantOf(identity: string): string {
  return identity.split(':', 1)[0] ?? identity;
}

function comparePresent(me: string, one: ParticipantRead, other: ParticipantRead): number {
  if (one.id === me || other.id === me) return one.id === me ? -1 : 1;
  const byRole = ROLES.indexOf(one.role) - ROLES.indexOf(other.role);
  return byRole || one.joined_at.localeCompare(other.joined_at) || one.id.localeCompare(other.id);
}

const ROLES: readonly ParticipantRead['role'][] = ['admin', 'assistant', 'participant'];
