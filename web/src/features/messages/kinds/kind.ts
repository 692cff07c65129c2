/** A kind of message: everything that tells it from others, in one object. Each has a folder beside this file. */
import type { ReactNode } from 'react';
import type { Attachment } from '@/data/messenger/attachments';
import type { SentKind } from '@/data/messenger/sent-kinds';
import type { AttachmentRead, MessageRead } from '@/shared/api/schema';
import type { MessageActionName } from '../model/actions';
import type { NameOf } from '../model/names';
import type { ShownMessage } from '../model/shown';

/** What a message needs to have to be told in one line. */
export interface Previewed {
  /** A newer server may send a kind that this page does not know. */
  readonly kind: string;
  readonly text: string;
  readonly service: MessageRead['service'];
  readonly attachment: AttachmentRead | null;
  readonly files: readonly { readonly kind: 'picture' | 'file'; readonly name: string }[];
  readonly deleted_at: string | null;
}

export interface PreviewContext {
  readonly nameOf: NameOf;
  /** The present state of what the message carries, if it is known. */
  readonly value?: Attachment | undefined;
  /** True for the author of the message. */
  readonly isOwn?: boolean;
  /** Who reads it, for what is told of oneself: «Вы создали чат». */
  readonly me?: string;
}

export interface ViewProps {
  readonly message: ShownMessage;
  /** First and last of a group of one author's messages. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export interface MessageKind {
  /** The server's name: the kind of the message, or of what it carries. */
  readonly name: string;
  /** In a row with its author, or in a line across the conversation, and by itself in the list of chats. */
  readonly layout: 'row' | 'line';
  readonly View: (props: ViewProps) => ReactNode;
  /** Returns it in one line: for the list of chats, quotes, pins and screen readers. */
  readonly preview: (message: Previewed, context: PreviewContext) => string;
  /** Of a kind whose words name people: their profiles' ids. */
  readonly peopleIn?: (message: Previewed) => readonly string[];
  /** What can be done with it, as far as rights allow. */
  readonly actions: readonly MessageActionName[];
  readonly takesReactions: boolean;
  /** True if it stands close to its author's messages before and after it. */
  readonly joinsGroups: boolean;
  /** Returns the words of a notification, or undefined if it is none. */
  readonly alert: (message: Previewed, context: AlertContext) => string | undefined;
  /** Of a kind that people write: how it and its changes are sent, and what it shows until then. */
  readonly sent?: readonly SentKind<never>[];
}

export interface AlertContext extends PreviewContext {
  readonly isDialog: boolean;
}
