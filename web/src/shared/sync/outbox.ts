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
  readonly order: number;
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
export interface SendState {
  readonly inFlight: ReadonlySet<string>;
  /** Chats that wait after a silence. */
  readonly backoffs: ReadonlyMap<string, { readonly until: number; readonly tries: number }>;
}

export const initialSendState: SendState = { inFlight: new Set(), backoffs: new Map() };

const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;

/** Give what may go now: of each chat that does not wait, the first that has not failed. */
export function nextToSend(items: readonly OutboxItem[], state: SendState, now: number): readonly OutboxItem[] {
  const firsts = new Map<string, OutboxItem>();
  for (const item of inOrder(items)) {
    if (item.state === 'queued' && !firsts.has(item.chatId)) firsts.set(item.chatId, item);
  }
  const busy = new Set(
    items.filter(({ clientId }) => state.inFlight.has(clientId)).map(({ chatId }) => chatId),
  );
  return [...firsts.values()].filter(({ chatId }) => {
    const backoff = state.backoffs.get(chatId);
    return !busy.has(chatId) && (backoff === undefined || backoff.until <= now);
  });
}

/** Give when the next chat stops waiting, or undefined where none waits. */
export function nextRetryAt(items: readonly OutboxItem[], state: SendState): number | undefined {
  const waiting = new Set(items.filter(({ state }) => state === 'queued').map(({ chatId }) => chatId));
  const moments = [...state.backoffs].filter(([chatId]) => waiting.has(chatId)).map(([, { until }]) => until);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** Note that a message is on its way. */
export function markInFlight(state: SendState, item: OutboxItem): SendState {
  return { ...state, inFlight: new Set(state.inFlight).add(item.clientId) };
}

/** Note that a try is over. */
export function afterAttempt(
  state: SendState,
  { clientId, chatId }: OutboxItem,
  outcome: Outcome,
  now: number,
  chance: number,
): SendState {
  const inFlight = new Set(state.inFlight);
  inFlight.delete(clientId);
  const backoffs = new Map(state.backoffs);
  if (outcome.came !== 'silence') backoffs.delete(chatId);
  else {
    const tries = (backoffs.get(chatId)?.tries ?? 0) + 1;
    const ceiling = Math.min(FIRST_BACKOFF_MS * 2 ** tries, MAX_BACKOFF_MS);
    const wait = outcome.retryAfterMs ?? ceiling / 2 + (chance * ceiling) / 2;
    backoffs.set(chatId, { until: now + wait, tries });
  }
  return { inFlight, backoffs };
}

/** The network is back: nothing waits any longer. */
export function clearBackoffs(state: SendState): SendState {
  return { ...state, backoffs: new Map() };
}

/** Give the item as it is kept after this outcome. */
export function afterOutcome(item: OutboxItem, outcome: Outcome): OutboxItem {
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
export function requeue(item: OutboxItem): OutboxItem {
  return { ...item, state: 'queued', code: null };
}

/** Sort by the order of writing. */
export function inOrder(items: readonly OutboxItem[]): readonly OutboxItem[] {
  return [...items].sort((one, other) => one.order - other.order);
}

/** Tell what a status means for a message: a refusal is final, anything else may pass by itself. */
export function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 421, 425, 429].includes(status);
}
