import { useEffect, useRef } from 'react';
import type { ChatDetails } from '@/data/messenger/summary';
import { useMarkUnread } from '@/features/chats/api';

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
