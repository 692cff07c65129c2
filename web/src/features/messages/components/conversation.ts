/** The open conversation, as its messages know it: acts that stay the same, and facts that are selected. */
import { createContext, use, useSyncExternalStore } from 'react';
import type { Attachment } from '@/data/messenger/attachments';
import type { SentFile } from '@/data/messenger/sent-files';
import type { ChatView, MessageRead } from '@/shared/api/schema';
import type { Point } from '@/shared/ui/point';
import type { NameOf } from '../model/names';
import type { Author, ShownMessage } from '../model/shown';

/** What can be done with messages; the same object while the conversation is open. */
export interface ConversationActs {
  readonly onReply: (message: ShownMessage) => void;
  readonly onEdit: (message: ShownMessage) => void;
  readonly onReact: (message: ShownMessage, emoji: string | null) => void;
  readonly onPin: (message: ShownMessage) => void;
  readonly onUnpin: (message: ShownMessage) => void;
  readonly onDelete: (message: ShownMessage) => void;
  readonly onOpenPerson: (profileId: string) => void;
  readonly onJump: (number: number) => void;
  readonly onMenu: (message: ShownMessage, at: Point) => void;
  /** Opens the pictures of a message, at this one. */
  readonly onView: (message: ShownMessage, first: number) => void;
  readonly onRetry: (message: ShownMessage) => void;
  readonly onDiscard: (message: ShownMessage) => void;
  /** Sends it without the part that was refused. */
  readonly onSendRest: (message: ShownMessage) => void;
  /** Gives it back to the composer. */
  readonly onTakeBack: (message: ShownMessage) => void;
  /** Enters a call, or returns to the one of this tab. */
  readonly onEnterCall: (callId: string) => void;
  /** Changes or cancels a planned call. */
  readonly onPlanCall: (callId: string) => void;
}

/** What changes while the conversation is open. */
export interface ConversationFacts {
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
  /** The ids of pinned messages. */
  readonly pinned: ReadonlySet<string>;
  /** The files that this tab has sent, by the server's ids. */
  readonly sent: ReadonlyMap<string, SentFile>;
  /** How often this tab has been connected. */
  readonly connections: number;
  /** The call of this tab. */
  readonly runningCallId: string | undefined;
  /** True if the conversation is shown beside the stage of that call. */
  readonly isInCall: boolean;
}

/** The open conversation: who selects a fact is drawn again only when that fact changes. */
interface Conversation {
  readonly acts: ConversationActs;
  readonly facts: () => ConversationFacts;
  readonly subscribe: (listener: () => void) => () => void;
}

export const ConversationContext = createContext<Conversation | undefined>(undefined);

/** Return what can be done with messages of the open conversation. */
export function useActs(): ConversationActs {
  return useConversation().acts;
}

/** Return the selected fact of the open conversation; renders again when it is another one. */
export function useFact<T>(select: (facts: ConversationFacts) => T): T {
  const { facts, subscribe } = useConversation();
  return useSyncExternalStore(subscribe, () => select(facts()));
}

function useConversation(): Conversation {
  const conversation = use(ConversationContext);
  if (!conversation) throw new Error('no conversation above');
  return conversation;
}
