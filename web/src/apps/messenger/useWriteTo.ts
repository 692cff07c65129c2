import { useNavigate } from '@tanstack/react-router';
import { useSync } from '@/data/messenger/SyncProvider';
import type { useOpenDialog } from '@/features/chats/api';

/** Return the function that opens the dialog with a person, creating it if needed. */
export function useWriteTo(dialog: ReturnType<typeof useOpenDialog>): (profileId: string) => void {
  const sync = useSync();
  const navigate = useNavigate();
  return (profileId) => {
    dialog.mutate(profileId, {
      onSuccess: async ({ chat }) => {
        await sync.refreshChat(chat.id);
        await navigate({ to: '/chats/$chatId', params: { chatId: chat.id } });
      },
    });
  };
}
