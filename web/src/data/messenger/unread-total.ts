import { serverNow } from '@/shared/clock';
import type { Snapshot } from './snapshot';
import { unreadTotal } from './summary';

type Counted = Pick<Snapshot, 'world' | 'localReadNumbers' | 'mutesEnded'>;

let last: { readonly of: Counted; readonly total: number } | undefined;

/** Count the unread messages of all chats; again only when something that counts has changed. */
export function selectUnreadTotal({ world, localReadNumbers, mutesEnded }: Snapshot): number {
  const isSame =
    last?.of.world === world &&
    last.of.localReadNumbers === localReadNumbers &&
    last.of.mutesEnded === mutesEnded;
  if (!last || !isSame) {
    const total = unreadTotal(world, serverNow(), localReadNumbers);
    last = { of: { world, localReadNumbers, mutesEnded }, total };
  }
  return last.total;
}
