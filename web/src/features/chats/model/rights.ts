/** The rights matrix of a manual chat. */
import type { ChatRead } from '@/shared/api/schema';
import type { TextKey } from '@/shared/i18n/keys';

export type Rights = ChatRead['rights'];

export interface RightsRow {
  readonly right: keyof Rights;
  readonly label: TextKey;
  readonly levels: readonly Rights['invite'][];
}

const ALL_LEVELS = ['owner', 'admins', 'all'] as const;

/** The rows of the matrix, in order. */
export const RIGHTS_ROWS: readonly RightsRow[] = [
  { right: 'write', label: 'chats.rightWrite', levels: ['admins', 'all'] },
  { right: 'invite', label: 'chats.rightInvite', levels: ALL_LEVELS },
  { right: 'change', label: 'chats.rightChange', levels: ALL_LEVELS },
  { right: 'mention_all', label: 'chats.rightMentionAll', levels: ALL_LEVELS },
  { right: 'call', label: 'chats.rightCall', levels: ALL_LEVELS },
  { right: 'promote', label: 'chats.rightPromote', levels: ALL_LEVELS },
];

/** Return the matrix with one right set to another level. */
export function withRight(rights: Rights, right: keyof Rights, level: Rights['invite']): Rights {
  return { ...rights, [right]: level };
}
