import { useNavigate } from '@tanstack/react-router';
import { useSync } from '@/data/messenger/SyncProvider';
import type { useOpenDialog } from '@/features/chats/api';

/**
 * Return the function that opens the dialog with a person, creating it if needed. The list or card in which the person
 * was chosen may be closed meanwhile.
 */
export function useWriteTo(
  dialog: ReturnType<typeof useOpenDialog>,
): (profileId: string, replace?: boolean) => Promise<void> {
  const sync = useSync();
  const navigate = useNavigate();
  return async (profileId, replace = false) => {
    // Its failure is noted at the foot of the page.
    const opened = await dialog.mutateAsync(profileId).catch(() => undefined);
    if (!opened) return;
    await sync.refreshChat(opened.chat.id);
    await navigate({ to: '/chats/$chatId', params: { chatId: opened.chat.id }, replace });
  };
}
