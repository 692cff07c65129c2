import { loadErrorCodes } from './late-error-codes';
import type { ErrorCode } from './schema';

/** A rejected field of the payload. */
export interface FieldError {
  /** Where: `body.title`. */
  readonly at: string;
  readonly code: string;
}

/** What the server sends besides the code: tries left, seconds to wait, mismatches to accept. */
export type ErrorExtra = Readonly<Record<string, unknown>>;

/** The server answered with an error that has a stable code. */
export class ApiError extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: ErrorExtra = {},
    readonly fields: readonly FieldError[] = [],
  ) {
    super(`${status} ${code}`);
  }

  /** Return an extra value that is a number, such as `tries_left`. */
  numberExtra(name: string): number | undefined {
    const value = this.extra[name];
    return typeof value === 'number' ? value : undefined;
  }
}

/** The server was not reached, or did not answer: it is unknown whether it acted. */
export class NetworkError extends Error {
  override readonly name = 'NetworkFailure';
}

/** The disk is full, or the browser stores nothing: the input was not saved. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFull';
}

/** The browser has closed its storage, or cannot use it: the input was not saved. */
export class StorageLostError extends Error {
  override readonly name = 'StorageLost';
}

/** What was typed and left could not be saved; its cause says why. */
export class NotSavedError extends Error {
  override readonly name = 'NotSaved';
}

/** True if this is an API error with one of these codes. */
export function isApiError(failure: unknown, ...codes: ErrorCode[]): failure is ApiError {
  return failure instanceof ApiError && (codes.length === 0 || codes.some((code) => code === failure.code));
}

/** Answers of the client's that may be another one later: signed out, slow, too early, too often. */
const PASSING_STATUSES: readonly number[] = [401, 408, 421, 425, 429];

/** True if asking again would bring the same: the server has refused. All else may pass by itself. */
export function isFinal(failure: unknown): failure is ApiError {
  return (
    failure instanceof ApiError &&
    failure.status >= 400 &&
    failure.status < 500 &&
    !PASSING_STATUSES.includes(failure.status)
  );
}

interface Waiting {
  readonly isPending: boolean;
  readonly isPaused: boolean;
  readonly failureReason: unknown;
}

/** Return why a query that has nothing yet waits for a connection; it goes on by itself once there is one. */
export function lostConnection({ isPending, isPaused, failureReason }: Waiting): NetworkError | undefined {
  if (!isPending) return undefined;
  if (failureReason instanceof NetworkError) return failureReason;
  return isPaused ? new NetworkError() : undefined;
}

/** Return why a query has nothing to show: it failed, or waits for a connection. */
export function nothingBecause(
  query: Waiting & { readonly data?: unknown; readonly error: Error | null },
): Error | undefined {
  if (query.data !== undefined) return undefined;
  return query.error ?? lostConnection(query);
}

/** Return when the server wants to be asked again, in milliseconds, if it has said so. */
export function retryAfterMs(failure: unknown): number | undefined {
  const seconds = failure instanceof ApiError ? failure.numberExtra('retry_after') : undefined;
  return seconds === undefined ? undefined : seconds * 1_000;
}

/** Read the error of an unsuccessful answer, once its words are there. That nobody is signed in waits for no words. */
export async function readApiError(answer: Response, loadWords = loadErrorCodes): Promise<ApiError> {
  if (answer.status !== 401) await loadWords();
  const body: unknown = await answer.json().catch(() => undefined);
  if (!isRecord(body))
    return new ApiError(answer.status, codeOfStatus(answer.status), '', retryAfter(answer));
  const { type: _type, status: _status, code, detail, errors, ...extra } = body;
  return new ApiError(
    answer.status,
    typeof code === 'string' ? code : codeOfStatus(answer.status),
    typeof detail === 'string' ? detail : '',
    { ...retryAfter(answer), ...extra },
    Array.isArray(errors) ? errors.filter(isFieldError) : [],
  );
}

/** A proxy in front of Parta answers without our codes. */
function codeOfStatus(status: number): ErrorCode | 'refused' {
  const codes: Readonly<Record<number, ErrorCode>> = {
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not_found',
    409: 'conflict',
    413: 'too_large',
    422: 'malformed',
    429: 'too_many',
  };
  return codes[status] ?? (status >= 500 ? 'unavailable' : 'refused');
}

function retryAfter(answer: Response): ErrorExtra {
  const seconds = Number(answer.headers.get('Retry-After'));
  return seconds > 0 ? { retry_after: seconds } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.at === 'string' && typeof value.code === 'string';
}
