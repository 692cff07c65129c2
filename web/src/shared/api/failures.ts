/** Failures of mutations that no caller shows. */
const listeners = new Set<(failure: unknown) => void>();

/** Call back with each failure that no caller shows. */
export function onFailure(listener: (failure: unknown) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Show a failure that no caller shows. */
export function noteFailure(failure: unknown): void {
  for (const listener of listeners) listener(failure);
}
