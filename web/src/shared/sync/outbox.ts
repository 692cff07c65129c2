/**
 * What waits to be sent, as rules: what may go now, and what an answer means.
 * Pure: no clock, no network, no chance (the shell hands them in).
 *
 * In each chat one message is on its way at a time, in the order of writing. Silence holds the successors: nobody
 * knows whether the message arrived, and it is asked again with the same `client_id`. A refusal lets them pass.
 */
import type { MessageRead } from '../api/schema';

/** A file that goes with a message; its bytes are kept beside until the server has them. */
export interface OutboxFile {
  /** Made here; the server gives the same file for it however often it is sent. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The server's id, once the bytes are there. */
  readonly uploadedId: string | null;
}

export interface OutboxItem {
  /** Place in the order of writing, across tabs. */
  readonly position: number;
  readonly clientId: string;
  readonly chatId: string;
  readonly text: string;
  readonly replyTo: MessageRead['reply_to'];
  readonly mentions: readonly string[];
  readonly mentionsAll: boolean;
  readonly files: readonly OutboxFile[];
  readonly queuedAt: string;
  readonly state: 'queued' | 'failed' | 'sent';
  /** Why it failed. */
  readonly code: string | null;
  /** What the server made of it; it stays here until the stream brings it. */
  readonly message: MessageRead | null;
}

/** What came of a try. */
export type Outcome =
  | { readonly came: 'message'; readonly message: MessageRead }
  | { readonly came: 'refusal'; readonly code: string }
  /** No answer, or one that may be another next time. */
  | { readonly came: 'silence'; readonly retryAfterMs: number | undefined };

/** What the sending tab remembers between tries; all of it may be lost without harm. */
export interface Sending {
  readonly onTheWay: ReadonlySet<string>;
  /** Chats that wait after a silence. */
  readonly holds: ReadonlyMap<string, { readonly until: number; readonly tries: number }>;
}

export const restingSending: Sending = { onTheWay: new Set(), holds: new Map() };

const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 30_000;

/** Give what may go now: of each chat that does not wait, the first that has not failed. */
export function mayGo(items: readonly OutboxItem[], sending: Sending, now: number): readonly OutboxItem[] {
  const firsts = new Map<string, OutboxItem>();
  for (const item of inOrder(items)) {
    if (item.state === 'queued' && !firsts.has(item.chatId)) firsts.set(item.chatId, item);
  }
  const busy = new Set(
    items.filter(({ clientId }) => sending.onTheWay.has(clientId)).map(({ chatId }) => chatId),
  );
  return [...firsts.values()].filter(({ chatId }) => {
    const hold = sending.holds.get(chatId);
    return !busy.has(chatId) && (hold === undefined || hold.until <= now);
  });
}

/** Give when the next chat stops waiting, or undefined where none waits. */
export function nextWake(items: readonly OutboxItem[], sending: Sending): number | undefined {
  const waiting = new Set(items.filter(({ state }) => state === 'queued').map(({ chatId }) => chatId));
  const moments = [...sending.holds].filter(([chatId]) => waiting.has(chatId)).map(([, { until }]) => until);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** Note that a message is on its way. */
export function setOut(sending: Sending, item: OutboxItem): Sending {
  return { ...sending, onTheWay: new Set(sending.onTheWay).add(item.clientId) };
}

/** Note that a try is over. */
export function cameBack(
  sending: Sending,
  { clientId, chatId }: OutboxItem,
  outcome: Outcome,
  now: number,
  chance: number,
): Sending {
  const onTheWay = new Set(sending.onTheWay);
  onTheWay.delete(clientId);
  const holds = new Map(sending.holds);
  if (outcome.came !== 'silence') holds.delete(chatId);
  else {
    const tries = (holds.get(chatId)?.tries ?? 0) + 1;
    const ceiling = Math.min(FIRST_HOLD_MS * 2 ** tries, LONGEST_HOLD_MS);
    const wait = outcome.retryAfterMs ?? ceiling / 2 + (chance * ceiling) / 2;
    holds.set(chatId, { until: now + wait, tries });
  }
  return { onTheWay, holds };
}

/** The network is back: nothing waits any longer. */
export function release(sending: Sending): Sending {
  return { ...sending, holds: new Map() };
}

/** Give the item as it is kept after this outcome. */
export function settled(item: OutboxItem, outcome: Outcome): OutboxItem {
  switch (outcome.came) {
    case 'message':
      return { ...item, state: 'sent', code: null, message: outcome.message };
    case 'refusal':
      return { ...item, state: 'failed', code: outcome.code };
    case 'silence':
      return item;
  }
}

/** Give a failed item another chance. */
export function again(item: OutboxItem): OutboxItem {
  return { ...item, state: 'queued', code: null };
}

/** Sort by the order of writing. */
export function inOrder(items: readonly OutboxItem[]): readonly OutboxItem[] {
  return [...items].sort((one, other) => one.position - other.position);
}

/** Tell what a status means for a message: a refusal is final, anything else may pass by itself. */
export function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 421, 425, 429].includes(status);
}
