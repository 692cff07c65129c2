/** The people of a chat, for the conversation and the composer. */

import type { KnownChat } from '@/data/messenger/known-chat';
import type { ShownCandidate } from '@/features/composer/components/MentionList';
import type { Author } from '@/features/messages/model/shown';
import type { MemberRead } from '@/shared/api/schema';
import { t } from '@/shared/i18n/text';
import { calledName, rolesInWords, worksAtSchool } from '@/shared/person/person';
import { pictureOf } from '@/shared/ui/picture';

/** Return present and former members, by profile. */
export function authorsOf(members: KnownChat['members']): ReadonlyMap<string, Author> {
  return new Map([...members.values()].map(({ value }) => [value.profile_id, authorOf(value)]));
}

/** Return who can be mentioned: the other present members, and everybody at once where that is allowed. */
export function candidatesOf(
  members: readonly MemberRead[],
  me: string,
  mayMentionAll: boolean,
): readonly ShownCandidate[] {
  const others = members.filter(({ profile_id }) => profile_id !== me).map(candidateOf);
  return mayMentionAll ? [everybody(), ...others] : others;
}

function authorOf(member: MemberRead): Author {
  return {
    id: member.profile_id,
    name: calledName(member),
    names: member.name,
    picture: pictureOf(member.picture),
    isStaff: worksAtSchool(member.badges),
    roles: rolesInWords(member.badges),
  };
}

function candidateOf(member: MemberRead): ShownCandidate {
  return {
    profileId: member.profile_id,
    label: calledName(member),
    face: member.name,
    person: member,
    about: rolesInWords(member.badges),
    picture: pictureOf(member.picture),
  };
}

function everybody(): ShownCandidate {
  const label = t('messages.everybody');
  return {
    profileId: null,
    label,
    face: label,
    person: null,
    about: t('composer.everybodyHint'),
    picture: undefined,
  };
}
