import type { MessageRead } from '@/shared/api/schema';

/** The reactions offered first; the picker has the rest. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '😮', '😢', '🙏', '👏'] as const;

/** Return this person's reaction, or null. */
export function reactionOf(message: Pick<MessageRead, 'reactions'>, profileId: string): string | null {
  return message.reactions.find(({ profiles }) => profiles.includes(profileId))?.emoji ?? null;
}

/** Return the reaction to set for a chosen emoji: the same again removes it. */
export function afterChoosing(chosen: string, present: string | null): string | null {
  return chosen === present ? null : chosen;
}
