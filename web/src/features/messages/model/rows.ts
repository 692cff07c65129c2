/** The rows of a conversation: days, groups of one author's messages, the unread line. */
import { dayKey } from '@/shared/i18n/time';

const GROUP_LASTS = 5 * 60_000;

/** The properties of a message for the layout, sent or waiting. */
export interface Laid {
  readonly id: string;
  readonly author_id: string | null;
  /** Assigned by the author's browser; service messages have none. */
  readonly client_id: string | null;
  /** Number in the conversation; 0 for a waiting message. */
  readonly number: number;
  readonly sent_at: string;
}

/**
 * A message with its surroundings. The date and the unread line belong to the message below them: rows added
 * above must not replace an existing row.
 */
export interface Row<M extends Laid> {
  /** The same before and after the server has accepted the message. */
  readonly key: string;
  readonly message: M;
  /** True if a day begins here. */
  readonly beginsDay: boolean;
  /** True if this was the first unread message when the chat was opened. */
  readonly beginsUnread: boolean;
  /** The first of a group shows the name, the last the avatar and the tail. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

interface Options<M> {
  /** True if a message stands close to its author's messages before and after it. */
  readonly joinsGroups: (message: M) => boolean;
  /** The number of the message below the unread line. */
  readonly firstUnread?: number | undefined;
  readonly zone?: string;
}

/** Return the rows of a conversation. */
export function rowsOf<M extends Laid>(messages: readonly M[], options: Options<M>): readonly Row<M>[] {
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

/** Return the index of the row with this number, or of the next one. */
export function placeOf<M extends Laid>(rows: readonly Row<M>[], number: number): number {
  return rows.findIndex(({ message }) => message.number >= number);
}

/** Return the number of the last row with a number, up to an index. */
export function numberUpTo<M extends Laid>(rows: readonly Row<M>[], place: number): number | undefined {
  return rows.slice(0, place + 1).findLast(({ message }) => message.number > 0)?.message.number;
}

function keyOf({ id, author_id, client_id }: Laid): string {
  return client_id ? `${author_id}:${client_id}` : id;
}

function isOneGroup<M extends Laid>(before: M, after: M, options: Options<M>): boolean {
  const { firstUnread, zone } = options;
  return (
    options.joinsGroups(before) &&
    options.joinsGroups(after) &&
    before.author_id === after.author_id &&
    Math.abs(Date.parse(after.sent_at) - Date.parse(before.sent_at)) <= GROUP_LASTS &&
    isSameDay(before, after, zone) &&
    (after.number === 0 || after.number !== firstUnread)
  );
}

function isSameDay(a: Laid, b: Laid, zone?: string): boolean {
  return dayOf(a, zone) === dayOf(b, zone);
}

/** Formatting a date is slow, and the rows are built again for each new message. */
const days = new WeakMap<Laid, { readonly zone: string | undefined; readonly day: string }>();

function dayOf(message: Laid, zone: string | undefined): string {
  const known = days.get(message);
  if (known && known.zone === zone) return known.day;
  const day = dayKey(message.sent_at, zone);
  days.set(message, { zone, day });
  return day;
}
