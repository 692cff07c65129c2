/** A value and the seq of its stream as of which it is valid. */
export interface Stamped<T> {
  readonly value: T;
  readonly at: number;
}

/** Return the later of two states. */
export function newer<T>(known: Stamped<T> | undefined, value: T, at: number): Stamped<T> {
  return known && known.at > at ? known : { value, at };
}
