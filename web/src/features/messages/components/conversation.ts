import { createContext, use } from 'react';
import type { Attachment } from '@/data/messenger/attachments';
import type { ChatView, FileRead, MessageRead } from '@/shared/api/schema';
import type { Point } from '@/shared/ui/point';
import type { NameOf } from '../model/names';
import type { Author, ShownMessage } from '../model/shown';

/** The context of all messages of the open conversation. */
export interface Conversation {
  readonly chatId: string;
  readonly me: string;
  /** Dialogs show no names above bubbles. */
  readonly isDialog: boolean;
  readonly mayReact: boolean;
  readonly may: ChatView['my']['may'];
  readonly membersCount: number;
  readonly people: ReadonlyMap<string, Author>;
  readonly nameOf: NameOf;
  /** Returns the present state of what a message carries, if it is known. */
  readonly attachmentOf: (message: Pick<MessageRead, 'attachment'>) => Attachment | undefined;
  /** The highest number that another member has read. */
  readonly readByOthers: number;
  readonly onReply: (message: ShownMessage) => void;
  readonly onEdit: (message: ShownMessage) => void;
  readonly onReact: (message: ShownMessage, emoji: string | null) => void;
  /** The ids of pinned messages. */
  readonly pinned: ReadonlySet<string>;
  readonly onPin: (message: ShownMessage) => void;
  readonly onUnpin: (message: ShownMessage) => void;
  readonly onDelete: (message: ShownMessage) => void;
  readonly onOpenPerson: (profileId: string) => void;
  readonly onJump: (number: number) => void;
  readonly onMenu: (message: ShownMessage, at: Point) => void;
  readonly onView: (pictures: readonly FileRead[], first: number) => void;
  readonly onRetry: (message: ShownMessage) => void;
  /** Enters a call, or returns to the one of this tab. */
  readonly onEnterCall: (callId: string) => void;
  /** The call of this tab. */
  readonly runningCallId: string | undefined;
  readonly onDiscard: (message: ShownMessage) => void;
}

export const ConversationContext = createContext<Conversation | undefined>(undefined);

/** Return the open conversation. */
export function useConversation(): Conversation {
  const conversation = use(ConversationContext);
  if (!conversation) throw new Error('no conversation above');
  return conversation;
}
