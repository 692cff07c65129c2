/** The acts that the menu of a chat offers in the list. Pure. */
import type { TextKey } from '@/shared/i18n/keys';

export type ChatActName = 'markUnread' | 'markRead' | 'mute' | 'unmute' | 'about';

interface ChatAct {
  readonly name: ChatActName;
  readonly label: TextKey;
}

interface Situation {
  readonly unread: number;
  readonly isMarkedUnread: boolean;
  readonly isMuted: boolean;
}

/** Return the acts on a chat, in order. */
export function actsOn({ unread, isMarkedUnread, isMuted }: Situation): readonly ChatAct[] {
  return [
    unread > 0 || isMarkedUnread
      ? { name: 'markRead', label: 'chats.markRead' }
      : { name: 'markUnread', label: 'chats.markUnread' },
    isMuted ? { name: 'unmute', label: 'chats.unmute' } : { name: 'mute', label: 'chats.mute' },
    { name: 'about', label: 'chats.about' },
  ];
}
