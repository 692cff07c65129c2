/** How a conversation is laid out: days, groups of one author's messages, where the unread begins. */
import { dayKey } from '@/shared/i18n/time';

const GROUP_LASTS = 5 * 60_000;

/** What the layout needs to know of a message, sent or still waiting. */
export interface Laid {
  readonly id: string;
  readonly author_id: string | null;
  /** Made by the author's browser; notices have none. */
  readonly client_id: string | null;
  readonly kind: 'text' | 'notice';
  /** Place in the conversation; a message that waits has none yet. */
  readonly number: number | null;
  readonly sent_at: string;
}

export type Row<M extends Laid> =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'notice'; readonly key: string; readonly message: M }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: M;
      /** The first of its group carries the name, the last the picture and the tail. */
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

interface Options {
  /** Number of the message above which the line of the unread stands. */
  readonly firstUnread?: number | undefined;
  readonly zone?: string;
}

/** Give the rows of a conversation from its messages in order. */
export function rowsOf<M extends Laid>(messages: readonly M[], options: Options = {}): readonly Row<M>[] {
  const rows: Row<M>[] = [];
  messages.forEach((message, at) => {
    const before = messages[at - 1];
    const after = messages[at + 1];
    if (!before || !isSameDay(before, message, options.zone)) {
      rows.push({ kind: 'day', key: `day:${dayKey(message.sent_at, options.zone)}`, at: message.sent_at });
    }
    if (message.number !== null && message.number === options.firstUnread) {
      rows.push({ kind: 'unread', key: 'unread' });
    }
    if (message.kind === 'notice') {
      rows.push({ kind: 'notice', key: keyOf(message), message });
      return;
    }
    rows.push({
      kind: 'message',
      key: keyOf(message),
      message,
      isFirst: !before || !isOneGroup(before, message, options),
      isLast: !after || !isOneGroup(message, after, options),
    });
  });
  return rows;
}

/** Give the place of the row of the message with this number, or of the next one after it. */
export function placeOf<M extends Laid>(rows: readonly Row<M>[], number: number): number {
  return rows.findIndex(
    (row) => 'message' in row && row.message.number !== null && row.message.number >= number,
  );
}

/** A message keeps its key when the server has taken it. */
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
    (after.number === null || after.number !== firstUnread)
  );
}

function isSameDay(a: Laid, b: Laid, zone?: string): boolean {
  return dayKey(a.sent_at, zone) === dayKey(b.sent_at, zone);
}
