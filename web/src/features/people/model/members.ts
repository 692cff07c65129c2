/** The actions on a member of a chat. An action is one object; availability depends on rights only. */
import type { ChatView, MemberRead } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';

export interface MemberSituation {
  readonly member: MemberRead;
  readonly me: string;
  readonly myRole: MemberRead['role'];
  readonly may: ChatView['my']['may'];
}

export type MemberActionName = 'promote' | 'demote' | 'handOver' | 'remove';

export interface MemberAction {
  readonly name: MemberActionName;
  readonly label: TextKey;
  readonly isDestructive?: boolean;
  readonly isOffered: (situation: MemberSituation) => boolean;
}

const RANKS: Readonly<Record<MemberRead['role'], number>> = { owner: 3, admin: 2, member: 1, reader: 0 };

const MEMBER_ACTIONS: readonly MemberAction[] = [
  {
    name: 'promote',
    label: 'people.promote',
    isOffered: (it) => it.may.includes('promote') && isBelow(it) && it.member.role !== 'admin',
  },
  {
    name: 'demote',
    label: 'people.demote',
    isOffered: (it) => it.may.includes('promote') && isBelow(it) && it.member.role === 'admin',
  },
  {
    name: 'handOver',
    label: 'people.handOver',
    isOffered: (it) => it.may.includes('promote') && it.myRole === 'owner' && isBelow(it),
  },
  {
    name: 'remove',
    label: 'people.remove',
    isDestructive: true,
    isOffered: (it) => it.may.includes('remove_members') && isBelow(it),
  },
];

/** Return the actions on a member, in order; none on oneself. */
export function actionsOn(situation: MemberSituation): readonly MemberAction[] {
  if (situation.member.profile_id === situation.me) return [];
  return MEMBER_ACTIONS.filter((action) => action.isOffered(situation));
}

/** Return the possible successors of an owner: admins first, then by time of joining. */
export function successorsOf(members: readonly MemberRead[], me: string): readonly MemberRead[] {
  return members
    .filter(({ profile_id }) => profile_id !== me)
    .toSorted(
      (one, other) =>
        RANKS[other.role] - RANKS[one.role] ||
        compare(one.joined_at, other.joined_at) ||
        compare(one.profile_id, other.profile_id),
    );
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

function isBelow({ member, myRole }: MemberSituation): boolean {
  return RANKS[member.role] < RANKS[myRole];
}
