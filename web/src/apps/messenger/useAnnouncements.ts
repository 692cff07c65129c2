import { useEffect } from 'react';
import { attachmentOf } from '@/data/messenger/attachments';
import { useSync } from '@/data/messenger/SyncProvider';
import { previewOf } from '@/features/messages/kinds/kinds';
import { t } from '@/shared/i18n/text';
import { announce } from '@/shared/ui/announce';

/** Announce new messages of a chat to screen readers; `onSaid` is called with the author and the words of each. */
export function useAnnouncements(
  chatId: string,
  nameOf: (profileId: string) => string,
  onSaid?: (name: string, words: string) => void,
): void {
  const sync = useSync();
  useEffect(
    () =>
      sync.onUpdates(({ messages }) => {
        for (const message of messages) {
          if (message.chat_id !== chatId || message.author_id === null) continue;
          const attachments = sync.snapshot.world.chats.get(chatId)?.attachments;
          const words = previewOf(message, {
            nameOf,
            value: attachments && attachmentOf(attachments, message),
          });
          const name = nameOf(message.author_id);
          announce(t('chats.newMessage', { name, words }));
          if (message.author_id !== sync.snapshot.world.me.id) onSaid?.(name, words);
        }
      }),
    [sync, chatId, nameOf, onSaid],
  );
}
