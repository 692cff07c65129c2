import type { MessageRead } from '@/shared/api/schema';

/** The reactions offered first; the picker has the rest. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏', '👏'] as const;

/** Give the emoji by which this person has reacted, or null. */
export function reactionOf(message: Pick<MessageRead, 'reactions'>, profileId: string): string | null {
  return message.reactions.find(({ profiles }) => profiles.includes(profileId))?.emoji ?? null;
}

/** Give what choosing an emoji sets: the same once more takes it back. */
export function afterChoosing(chosen: string, present: string | null): string | null {
  return chosen === present ? null : chosen;
}
