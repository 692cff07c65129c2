import { useNavigate } from '@tanstack/react-router';
import type { useOpenDialog } from '@/features/chats/api';
import { useSync } from '@/shared/sync/SyncProvider';
import { useOverlays } from '@/shared/ui/Overlays';

/** Give the way into the dialog with a person, who may be one that never was written to. */
export function useWriteTo(dialog: ReturnType<typeof useOpenDialog>): (profileId: string) => void {
  const sync = useSync();
  const navigate = useNavigate();
  const { noteFailure } = useOverlays();
  return (profileId) => {
    dialog.mutate(profileId, {
      onError: noteFailure,
      onSuccess: async ({ chat }) => {
        await sync.refreshChat(chat.id);
        await navigate({ to: '/chats/$chatId', params: { chatId: chat.id } });
      },
    });
  };
}
