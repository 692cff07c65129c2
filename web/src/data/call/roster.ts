/** The call and its participants, as published by the server. Pure. */
import type {
  CallDuty,
  CallPage,
  CallRead,
  CallRight,
  KnockRead,
  ParticipantRead,
} from '@/shared/api/schema';

export type Right = CallRight;

/** The rows of «Доступы участников», in their order. */
export const RIGHTS: readonly Right[] = [
  'microphone',
  'camera',
  'screen',
  'chat',
  'reactions',
  'board',
  'unmute',
];

export interface Roster {
  readonly call: CallRead;
  /** The participant that I am. */
  readonly me: string;
  readonly may: readonly CallDuty[];
  readonly participants: ReadonlyMap<string, ParticipantRead>;
  /** The people in the lobby, by id; only for those who may admit. */
  readonly knocks: ReadonlyMap<string, KnockRead>;
}

/** Return the roster of a page; the known lobby is kept. */
export function rosterOf(page: CallPage, me: string, before?: Roster): Roster {
  return {
    call: page.call,
    me,
    may: page.may,
    participants: new Map(page.participants.map((one) => [one.id, one])),
    knocks: before?.knocks ?? new Map(),
  };
}

/** Return the roster with the participant's new state. */
export function withParticipant(roster: Roster, participant: ParticipantRead): Roster {
  return { ...roster, participants: new Map(roster.participants).set(participant.id, participant) };
}

/** Return the roster with a knock, or without it once it is settled. */
export function withKnock(roster: Roster, knock: KnockRead): Roster {
  const knocks = new Map(roster.knocks);
  if (knock.state === 'waiting') knocks.set(knock.id, knock);
  else knocks.delete(knock.id);
  return { ...roster, knocks };
}

/** Return the roster with exactly these knocks. */
export function withKnocks(roster: Roster, waiting: readonly KnockRead[]): Roster {
  const knocks = new Map(waiting.filter(({ state }) => state === 'waiting').map((one) => [one.id, one]));
  return { ...roster, knocks };
}

/** Return the participant that I am. */
export function meOf(roster: Roster): ParticipantRead | undefined {
  return roster.participants.get(roster.me);
}

/** Return the connected participants: me, then staff, then by time of joining. */
export function presentOf(roster: Roster): readonly ParticipantRead[] {
  return [...roster.participants.values()]
    .filter(({ id, state, is_connected }) => state === 'admitted' && (is_connected || id === roster.me))
    .sort((one, other) => comparePresent(roster.me, one, other));
}

/** Return the raised hands of who is connected, the earliest first. */
export function handsOf(roster: Roster): readonly ParticipantRead[] {
  return presentOf(roster)
    .filter(({ hand_raised_at }) => hand_raised_at !== null)
    .sort((one, other) => (one.hand_raised_at ?? '').localeCompare(other.hand_raised_at ?? ''));
}

/** Return who was removed from the call. */
export function removedOf(roster: Roster): readonly ParticipantRead[] {
  return [...roster.participants.values()].filter(({ state }) => state === 'removed');
}

/** Return the knocks, the earliest first. */
export function knocksOf(roster: Roster): readonly KnockRead[] {
  return [...roster.knocks.values()].sort((one, other) => one.at.localeCompare(other.at));
}

/** True if I was muted and may unmute myself. */
export function mayUnmute(roster: Roster): boolean {
  const me = meOf(roster);
  return me?.exceptions['microphone'] === false && me.rights.unmute && roster.call.rights.microphone;
}

/** True if all who do not lead are without this right, not only me. */
export function isForbiddenToAll({ call, ...roster }: Roster, right: Right): boolean {
  const me = roster.participants.get(roster.me);
  return !call.rights[right] && me?.exceptions[right] === undefined;
}

/** True if somebody hosts the call or assists. */
export function isStaff({ role }: { readonly role: ParticipantRead['role'] }): boolean {
  return role !== 'participant';
}

/** Return the participant of a media identity: the part before the device. */
export function participantOf(identity: string): string {
  return identity.split(':', 1)[0] ?? identity;
}

function comparePresent(me: string, one: ParticipantRead, other: ParticipantRead): number {
  if (one.id === me || other.id === me) return one.id === me ? -1 : 1;
  const byRole = ROLES.indexOf(one.role) - ROLES.indexOf(other.role);
  return byRole || one.joined_at.localeCompare(other.joined_at) || one.id.localeCompare(other.id);
}

const ROLES: readonly ParticipantRead['role'][] = ['admin', 'assistant', 'participant'];
