/**
 * The rules of the outbox: what may be sent now, and what an answer means. Pure: no clock, no network, no
 * random numbers (the caller passes them in). In each chat one message is in flight at a time, in the order of
 * writing. A network error holds its successors: it is unknown whether the message arrived, so it is sent again
 * with the same `client_id`. An API error lets them pass.
 */
import { ApiError, isFinal, retryAfterMs } from '@/shared/api/errors';
import type { MessageRead } from '@/shared/api/schema';

/** A file of a message; its bytes are stored separately until the server has them. */
export interface OutboxFile {
  /** Assigned here; the server returns the same file for every upload with it. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** The server's id, once uploaded. */
  readonly uploadedId: string | null;
}

export interface OutboxItem {
  /** The order of writing, across tabs. */
  readonly order: number;
  readonly clientId: string;
  readonly chatId: string;
  /** The kind of message, and what it says in the shape of that kind. */
  readonly kind: string;
  readonly body: unknown;
  readonly files: readonly OutboxFile[];
  readonly queuedAt: string;
  readonly state: 'queued' | 'failed' | 'sent';
  /** Why it failed. */
  readonly code: string | null;
  /** What of it was refused, without which the rest can be sent: the id of a file, or the reply. */
  readonly refusedPart?: string | undefined;
  /** The id of the message whose content it replaces; otherwise it is a new message. */
  readonly edits?: string;
  /** The accepted message; kept until it arrives through the stream. */
  readonly message: MessageRead | null;
}

/** The outcome of an attempt. */
export type Outcome =
  | { readonly came: 'message'; readonly message: MessageRead }
  | { readonly came: 'refusal'; readonly code: string; readonly part?: string | undefined }
  /** No answer, or a temporary error. */
  | { readonly came: 'silence'; readonly retryAfterMs: number | undefined };

/** The state of the sending tab between attempts; losing it does no harm. */
export interface SendState {
  readonly inFlight: ReadonlySet<string>;
  /** Chats that wait after a network error. */
  readonly backoffs: ReadonlyMap<string, { readonly until: number; readonly tries: number }>;
}

export const initialSendState: SendState = { inFlight: new Set(), backoffs: new Map() };

const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;

/** Return the items to send now: of each chat that does not wait, the first that has not failed. */
export function nextToSend(
  items: readonly OutboxItem[],
  state: SendState,
  now: number,
): readonly OutboxItem[] {
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

/** Return when the next chat stops waiting, or undefined if none waits. */
export function nextRetryAt(items: readonly OutboxItem[], state: SendState): number | undefined {
  const waiting = new Set(items.filter(({ state }) => state === 'queued').map(({ chatId }) => chatId));
  const moments = [...state.backoffs].filter(([chatId]) => waiting.has(chatId)).map(([, { until }]) => until);
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** Return the state with this message in flight. */
export function markInFlight(state: SendState, item: OutboxItem): SendState {
  return { ...state, inFlight: new Set(state.inFlight).add(item.clientId) };
}

/** Return the state after an attempt. */
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

/** Return the state without waiting chats: the network is back. */
export function clearBackoffs(state: SendState): SendState {
  return { ...state, backoffs: new Map() };
}

/** Return the item after this outcome. */
export function afterOutcome(item: OutboxItem, outcome: Outcome): OutboxItem {
  switch (outcome.came) {
    case 'message':
      return { ...item, state: 'sent', code: null, message: outcome.message };
    case 'refusal':
      return { ...item, state: 'failed', code: outcome.code, refusedPart: outcome.part };
    case 'silence':
      return item;
  }
}

/** Return a failed item another chance. */
export function requeue(item: OutboxItem): OutboxItem {
  return { ...item, state: 'queued', code: null, refusedPart: undefined };
}

/** Sort by the order of writing. */
export function inOrder(items: readonly OutboxItem[]): readonly OutboxItem[] {
  return [...items].sort((one, other) => one.order - other.order);
}

/** The part that is a reply; a file is named by its id. */
export const REPLY = 'reply';

/** Refusals that depend on the message alone: the same would be refused again. */
const LASTING_CODES: readonly string[] = [
  'type_refused',
  'too_large',
  'wrong_length',
  'bad_file',
  'bad_reply',
  'bad_entities',
  'too_long',
  'empty_message',
  'malformed',
  'invalid',
  'client_id_reused',
  'message_deleted',
  'too_late',
];

/** True if a message that was refused so may be accepted later as it is. */
export function mayRetry(code: string | undefined): boolean {
  return code === undefined || !LASTING_CODES.includes(code);
}

/** Return the outcome, where it is a refusal, as one of this part. */
export function refusalOf(part: string | undefined, outcome: Outcome): Outcome {
  return outcome.came === 'refusal' ? { ...outcome, part } : outcome;
}

/** Errors of the storage: no file can be sent now, and who waits must know why. */
const STORAGE_CODES: readonly string[] = ['storage_unavailable', 'no_space'];

/** Return the outcome of an error: a refusal stays one until its author tries again, all others may pass. */
export function outcomeOf(failure: unknown): Outcome {
  const isRefusal = isFinal(failure) || (failure instanceof ApiError && STORAGE_CODES.includes(failure.code));
  if (isRefusal) return { came: 'refusal', code: failure.code };
  return { came: 'silence', retryAfterMs: retryAfterMs(failure) };
}
