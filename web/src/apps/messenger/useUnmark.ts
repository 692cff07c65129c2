import { useEffect, useRef } from 'react';
import { useMarkUnread } from '@/features/chats/api';
import type { ChatDetails } from '@/shared/sync/summary';

/** Remove the mark as unread when the chat is opened; one that is set while it is open stays. */
export function useUnmark({ chat, isMarkedUnread }: ChatDetails): void {
  const { mutate } = useMarkUnread(chat.id);
  const opened = useRef<string>(undefined);
  useEffect(() => {
    if (opened.current === chat.id) return;
    opened.current = chat.id;
    if (isMarkedUnread) mutate(false);
  }, [chat.id, isMarkedUnread, mutate]);
}
