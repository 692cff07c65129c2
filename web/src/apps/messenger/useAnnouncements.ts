import { useEffect, useEffectEvent } from 'react';
import { attachmentOf } from '@/data/messenger/attachments';
import { useSync } from '@/data/messenger/SyncProvider';
import { previewOf } from '@/features/messages/kinds/kinds';
import { t } from '@/shared/i18n/text';
import { announce } from '@/shared/ui/announce';

type NameOf = (profileId: string) => string;

/** How many conversations of each chat are on the screen. */
const shown = new Map<string, number>();

/** Announce to screen readers the new messages of a chat that is on the screen. */
export function useAnnouncements(chatId: string, nameOf: NameOf): void {
  useEffect(() => {
    const count = (by: number) => shown.set(chatId, (shown.get(chatId) ?? 0) + by);
    count(1);
    return () => void count(-1);
  }, [chatId]);
  useNewMessages(chatId, nameOf, announceMessage);
}

/** Announce those of a chat while it is not on the screen, and call back with those of others. */
export function useAnnouncementsElsewhere(
  chatId: string,
  nameOf: NameOf,
  onSaid: (name: string, words: string) => void,
): void {
  const meId = useSync().snapshot.world.me.id;
  useNewMessages(chatId, nameOf, (name, words, authorId) => {
    if (shown.get(chatId)) return;
    announceMessage(name, words);
    if (authorId !== meId) onSaid(name, words);
  });
}

function announceMessage(name: string, words: string): void {
  announce(t('chats.newMessage', { name, words }));
}

/** Call back with the author and the words of each new message that a person wrote. */
function useNewMessages(
  chatId: string,
  nameOf: NameOf,
  onNew: (name: string, words: string, authorId: string) => void,
): void {
  const sync = useSync();
  const onMessage = useEffectEvent(onNew);
  useEffect(
    () =>
      sync.onUpdates(({ messages }) => {
        for (const message of messages) {
          if (message.chat_id !== chatId || message.author_id === null) continue;
          const attachments = sync.snapshot.world.chats.get(chatId)?.attachments;
          const value = attachments && attachmentOf(attachments, message);
          onMessage(nameOf(message.author_id), previewOf(message, { nameOf, value }), message.author_id);
        }
      }),
    [sync, chatId, nameOf],
  );
}
