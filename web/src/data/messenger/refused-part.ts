/** What is left of a message of which a part was refused. Pure. */
import { type OutboxItem, REPLY, requeue } from './outbox';
import { type SentKinds, sentKind } from './sent-kinds';

/** Return the message without the part that was refused, to be sent again; undefined if nothing is left. */
export function restOf(kinds: SentKinds, item: OutboxItem): OutboxItem | undefined {
  const kind = sentKind(kinds, item.kind);
  const files = item.files.filter(({ id }) => id !== item.refusedPart);
  if (files.length === 0 && !kind?.look(item.body).text) return undefined;
  const body = item.refusedPart === REPLY ? (kind?.withoutReply?.(item.body) ?? item.body) : item.body;
  return requeue({ ...item, files, body });
}
