import { type OutboxItem, REPLY } from './outbox';
import { sentKind } from './sent-kinds';
import type { Snapshot } from './snapshot';
import type { Sync } from './sync';

/** Give a message that was not sent, and its text, back to the composer of its chat. */
export async function takeBack(sync: Sync, clientId: string, text: string): Promise<void> {
  const item = sync.snapshot.outbox.items.find((waiting) => waiting.clientId === clientId);
  if (!item) return;
  const { files, replyTo } = partsOf(sync.snapshot, item);
  sync.compositions.change(item.chatId, (now) => ({
    files: [...files, ...now.files],
    replyTo: replyTo ?? now.replyTo,
  }));
  sync.drafts.prepend(item.chatId, text);
  await sync.deleteWaiting(clientId);
}

function partsOf({ outbox }: Snapshot, item: OutboxItem) {
  const files = item.files.flatMap(({ id, name, type }) => {
    const blob = outbox.blobs.get(id);
    return blob ? [new File([blob], name, { type })] : [];
  });
  const reply = sentKind(outbox.kinds, item.kind)?.look(item.body).reply_to;
  const isRefused = item.refusedPart === REPLY;
  return { files, replyTo: reply && !isRefused ? { id: reply.id, number: reply.number } : undefined };
}
