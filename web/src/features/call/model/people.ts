/** The people of a call as they are shown: the server's participants joined with their media. Pure. */

import { handsOf, meOf, participantOf, presentOf, type Roster } from '@/data/call/roster';
import type { ParticipantRead } from '@/shared/api/schema';
import { namedOf } from '@/shared/person/name-search';

export type Quality = 'good' | 'weak' | 'lost' | 'unknown';

/** One device, as reported by the media server. */
export interface Peer {
  readonly identity: string;
  readonly hasMicrophone: boolean;
  readonly hasCamera: boolean;
  readonly hasScreen: boolean;
  readonly isSpeaking: boolean;
  readonly quality: Quality;
}

/** A participant with the media of their devices. */
export interface ShownParticipant {
  readonly id: string;
  readonly participant: ParticipantRead;
  readonly isMe: boolean;
  /** The device whose camera is shown. */
  readonly camera: string | undefined;
  readonly hasMicrophone: boolean;
  readonly quality: Quality;
  /** Index in the queue of hands, from 1; 0 without a hand. */
  readonly hand: number;
}

/** A shared screen. */
export interface Share {
  readonly identity: string;
  readonly person: ParticipantRead;
  readonly isMe: boolean;
}

/** Return the people in the call. Several devices of one person are merged. */
export function peopleOf(roster: Roster, peers: readonly Peer[]): readonly ShownParticipant[] {
  const hands = handsOf(roster).map(({ id }) => id);
  return presentOf(roster).map((participant) => {
    const devices = peers.filter(({ identity }) => participantOf(identity) === participant.id);
    return {
      id: participant.id,
      participant,
      isMe: participant.id === roster.me,
      camera: devices.find(({ hasCamera }) => hasCamera)?.identity,
      hasMicrophone: devices.some(({ hasMicrophone }) => hasMicrophone),
      quality: best(devices.map(({ quality }) => quality)),
      hand: hands.indexOf(participant.id) + 1,
    };
  });
}

/** Return the people who speak now, by id. */
export function speakingOf(peers: readonly Peer[]): ReadonlySet<string> {
  const speaking = peers.filter(({ isSpeaking, hasMicrophone }) => isSpeaking && hasMicrophone);
  return new Set(speaking.map(({ identity }) => participantOf(identity)));
}

/** Return the shared screens, the others' before the person's own. */
export function sharesOf(roster: Roster, peers: readonly Peer[]): readonly Share[] {
  const shares = peers.flatMap(({ identity, hasScreen }) => {
    const person = roster.participants.get(participantOf(identity));
    return hasScreen && person ? [{ identity, person, isMe: person.id === roster.me }] : [];
  });
  return shares.sort((one, other) => Number(one.isMe) - Number(other.isMe));
}

/** True if two people talk to each other and nobody else is there. */
export function isPair(people: readonly ShownParticipant[]): boolean {
  return people.length === 2 && people.some(({ isMe }) => isMe);
}

/** True if it is me who shares a screen, from any device. */
export function isSharing(roster: Roster, peers: readonly Peer[]): boolean {
  const me = meOf(roster);
  return peers.some(({ identity, hasScreen }) => hasScreen && participantOf(identity) === me?.id);
}

const BY_QUALITY: readonly Quality[] = ['good', 'weak', 'lost', 'unknown'];

function best(qualities: readonly Quality[]): Quality {
  return BY_QUALITY.find((quality) => qualities.includes(quality)) ?? 'unknown';
}

/** Return the name of the only other person who is or was in the call. */
export function otherNameOf({ me, participants }: Roster): string | undefined {
  const others = [...participants.values()].filter(({ id }) => id !== me);
  return others.length === 1 ? others[0]?.name : undefined;
}

/** Return the people with this name, the likeliest first; a guest by what they said. */
export function peopleNamed(people: readonly ShownParticipant[], query: string): readonly ShownParticipant[] {
  return namedOf(people, query, ({ participant: { names, name, badges } }) => ({
    name: names ?? { first_name: name, last_name: '' },
    badges,
  }));
}
