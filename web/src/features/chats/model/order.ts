import type { ChatView } from '@/shared/api/schema';

/** Give the chats as the list shows them: the latest first, archived ones last. */
export function inOrder(chats: readonly ChatView[]): readonly ChatView[] {
  return [...chats].sort(
    (a, b) =>
      Number(a.chat.is_archived) - Number(b.chat.is_archived) || lastMoment(b).localeCompare(lastMoment(a)),
  );
}

/** Give the chat `step` places from the open one; from nowhere the first or the last. */
export function neighbourOf(chats: readonly ChatView[], openId: string | undefined, step: 1 | -1) {
  const at = chats.findIndex(({ chat }) => chat.id === openId);
  if (at < 0) return chats.at(step === 1 ? 0 : -1);
  return chats[at + step];
}

/** Tell how many messages wait in chats that are not muted. */
export function unreadInAll(chats: readonly ChatView[], now: number): number {
  return chats.filter(({ my }) => !isMuted(my.muted_until, now)).reduce((sum, { my }) => sum + my.unread, 0);
}

/** Tell whether a chat is muted at this moment. */
export function isMuted(mutedUntil: string | null, now: number): boolean {
  return mutedUntil !== null && Date.parse(mutedUntil) > now;
}

function lastMoment({ chat, last_message }: ChatView): string {
  return last_message?.sent_at ?? chat.created_at;
}
