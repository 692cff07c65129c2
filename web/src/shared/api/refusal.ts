/** A field of the payload that the server did not take. */
export interface FieldError {
  /** Where: `body.title`. */
  readonly at: string;
  readonly code: string;
}

/** What the server told beside the code: tries left, seconds to wait, the differences to accept. */
export type Facts = Readonly<Record<string, unknown>>;

/** The server declined, for a reason with a stable code. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly facts: Facts = {},
    readonly fields: readonly FieldError[] = [],
  ) {
    super(`${status} ${code}`);
  }

  /** Give a fact that is a number, such as `tries_left`. */
  count(fact: string): number | undefined {
    const value = this.facts[fact];
    return typeof value === 'number' ? value : undefined;
  }
}

/** The server was not reached, or did not answer: nobody knows whether it acted. */
export class NetworkFailure extends Error {
  override readonly name = 'NetworkFailure';
}

/** The disk is full, or the browser keeps nothing: what was written was not taken. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

/** Tell whether this failure is a refusal with one of these codes. */
export function isRefusal(failure: unknown, ...codes: string[]): failure is Refusal {
  return failure instanceof Refusal && (codes.length === 0 || codes.includes(failure.code));
}

/** Read a refusal from an answer that is not a success. */
export async function readRefusal(answer: Response): Promise<Refusal> {
  const body: unknown = await answer.json().catch(() => undefined);
  if (!isRecord(body)) return new Refusal(answer.status, codeOfStatus(answer.status), '', retryAfter(answer));
  const { type: _type, status: _status, code, detail, errors, ...facts } = body;
  return new Refusal(
    answer.status,
    typeof code === 'string' ? code : codeOfStatus(answer.status),
    typeof detail === 'string' ? detail : '',
    { ...retryAfter(answer), ...facts },
    Array.isArray(errors) ? errors.filter(isFieldError) : [],
  );
}

/** A proxy before Parta refuses without our codes. */
function codeOfStatus(status: number): string {
  const codes: Readonly<Record<number, string>> = {
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

function retryAfter(answer: Response): Facts {
  const seconds = Number(answer.headers.get('Retry-After'));
  return seconds > 0 ? { retry_after: seconds } : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.at === 'string' && typeof value.code === 'string';
}
