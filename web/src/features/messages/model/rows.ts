/** How a conversation is laid out: days, groups of one author's messages, where the unread begins. */
import { dayKey } from '@/shared/i18n/time';

const GROUP_LASTS = 5 * 60_000;

/** What the layout needs to know of a message, sent or still waiting. */
export interface Laid {
  readonly id: string;
  readonly author_id: string | null;
  /** Made by the author's browser; notices have none. */
  readonly client_id: string | null;
  readonly kind: 'text' | 'service' | 'call';
  /** Place in the conversation; 0 for a message that waits. */
  readonly number: number;
  readonly sent_at: string;
}

/**
 * A message with what stands around it. The chip of a day and the line of the unread belong to the message below
 * them: rows that come above must not take the place of a row that is there.
 */
export interface Row<M extends Laid> {
  /** The same before and after the server has taken the message. */
  readonly key: string;
  readonly message: M;
  /** Whether a day begins here. */
  readonly beginsDay: boolean;
  /** Whether what had not been read when the chat was opened begins here. */
  readonly beginsUnread: boolean;
  /** The first of its group carries the name, the last the picture and the tail. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

interface Options {
  /** Number of the message above which the line of the unread stands. */
  readonly firstUnread?: number | undefined;
  readonly zone?: string;
}

/** Give the rows of a conversation from its messages in order. */
export function rowsOf<M extends Laid>(messages: readonly M[], options: Options = {}): readonly Row<M>[] {
  return messages.map((message, at) => {
    const before = messages[at - 1];
    const after = messages[at + 1];
    return {
      key: keyOf(message),
      message,
      beginsDay: !before || !isSameDay(before, message, options.zone),
      beginsUnread: message.number > 0 && message.number === options.firstUnread,
      isFirst: !before || !isOneGroup(before, message, options),
      isLast: !after || !isOneGroup(message, after, options),
    };
  });
}

/** Give the place of the row of the message with this number, or of the next one after it. */
export function placeOf<M extends Laid>(rows: readonly Row<M>[], number: number): number {
  return rows.findIndex(({ message }) => message.number >= number);
}

/** Give the number of the last row up to a place that has one. */
export function numberUpTo<M extends Laid>(rows: readonly Row<M>[], place: number): number | undefined {
  return rows.slice(0, place + 1).findLast(({ message }) => message.number > 0)?.message.number;
}

function keyOf({ id, author_id, client_id }: Laid): string {
  return client_id ? `${author_id}:${client_id}` : id;
}

function isOneGroup(before: Laid, after: Laid, { firstUnread, zone }: Options): boolean {
  return (
    before.kind === 'text' &&
    after.kind === 'text' &&
    before.author_id === after.author_id &&
    Math.abs(Date.parse(after.sent_at) - Date.parse(before.sent_at)) <= GROUP_LASTS &&
    isSameDay(before, after, zone) &&
    (after.number === 0 || after.number !== firstUnread)
  );
}

function isSameDay(a: Laid, b: Laid, zone?: string): boolean {
  return dayKey(a.sent_at, zone) === dayKey(b.sent_at, zone);
}
