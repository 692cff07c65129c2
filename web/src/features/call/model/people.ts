/** The people of a call as they are drawn: what the server tells of them joined with what is seen and heard. Pure. */
import type { ParticipantRead } from '@/shared/api/schema';
import { handsOf, meOf, participantOf, presentOf, type Roster } from './roster';

export type Quality = 'good' | 'weak' | 'lost' | 'unknown';

/** One device as the media server tells of it. */
export interface Peer {
  readonly identity: string;
  readonly hasMicrophone: boolean;
  readonly hasCamera: boolean;
  readonly hasScreen: boolean;
  readonly isSpeaking: boolean;
  readonly quality: Quality;
}

export interface Person {
  readonly id: string;
  readonly participant: ParticipantRead;
  readonly isMe: boolean;
  /** The device whose camera is shown. */
  readonly camera: string | undefined;
  readonly hasMicrophone: boolean;
  readonly isSpeaking: boolean;
  readonly quality: Quality;
  /** Place in the queue of hands, from 1; 0 without a hand. */
  readonly hand: number;
}

/** A shared screen. */
export interface Share {
  readonly identity: string;
  readonly person: ParticipantRead;
  readonly isMe: boolean;
}

/** Give the people who are in the call. Several devices of one person are one person. */
export function peopleOf(roster: Roster, peers: readonly Peer[]): readonly Person[] {
  const hands = handsOf(roster).map(({ id }) => id);
  return presentOf(roster).map((participant) => {
    const devices = peers.filter(({ identity }) => participantOf(identity) === participant.id);
    return {
      id: participant.id,
      participant,
      isMe: participant.id === roster.me,
      camera: devices.find(({ hasCamera }) => hasCamera)?.identity,
      hasMicrophone: devices.some(({ hasMicrophone }) => hasMicrophone),
      isSpeaking: devices.some(({ isSpeaking, hasMicrophone }) => isSpeaking && hasMicrophone),
      quality: best(devices.map(({ quality }) => quality)),
      hand: hands.indexOf(participant.id) + 1,
    };
  });
}

/** Give the shared screens, others' before one's own: nobody needs to look at what they show themselves. */
export function sharesOf(roster: Roster, peers: readonly Peer[]): readonly Share[] {
  const shares = peers.flatMap(({ identity, hasScreen }) => {
    const person = roster.participants.get(participantOf(identity));
    return hasScreen && person ? [{ identity, person, isMe: person.id === roster.me }] : [];
  });
  return shares.sort((one, other) => Number(one.isMe) - Number(other.isMe));
}

/** Tell whether two people talk to each other and nobody else is there. */
export function isPair(people: readonly Person[]): boolean {
  return people.length === 2 && people.some(({ isMe }) => isMe);
}

/** Tell whether it is me who shares a screen, from any device. */
export function isSharing(roster: Roster, peers: readonly Peer[]): boolean {
  const me = meOf(roster);
  return peers.some(({ identity, hasScreen }) => hasScreen && participantOf(identity) === me?.id);
}

const BY_QUALITY: readonly Quality[] = ['good', 'weak', 'lost', 'unknown'];

function best(qualities: readonly Quality[]): Quality {
  return BY_QUALITY.find((quality) => qualities.includes(quality)) ?? 'unknown';
}

/** Give what a call without a title is called: by the other of two. */
export function titleOf(roster: Roster): string {
  if (roster.call.title !== '') return roster.call.title;
  const others = [...roster.participants.values()].filter(({ id }) => id !== roster.me);
  return others.length === 1 ? (others[0]?.name ?? '') : '';
}

/** Give those whose name has every word of the query, from a word's beginning. */
export function peopleNamed(people: readonly Person[], query: string): readonly Person[] {
  const wanted = wordsOf(query);
  return people.filter(({ participant }) => {
    const words = wordsOf(participant.name);
    return wanted.every((start) => words.some((word) => word.startsWith(start)));
  });
}

function wordsOf(text: string): readonly string[] {
  return text.toLocaleLowerCase('ru').split(/\s+/).filter(Boolean);
}
