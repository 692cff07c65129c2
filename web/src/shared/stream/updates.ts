/** One handler per kind: a missing kind does not compile. */
export type UpdateHandlers<P extends { readonly kind: string; readonly value: unknown }, S> = {
  /** Return the state with this value; `at` is the seq as of which the value is valid. */
  readonly [K in P['kind']]: (state: S, value: Extract<P, { kind: K }>['value'], at: number) => S;
};

/** Apply each update. An unknown kind (the server is newer) changes nothing. */
export function applyUpdates<P extends { readonly kind: string; readonly value: unknown }, S>(
  handlers: UpdateHandlers<P, S>,
  state: S,
  updates: readonly P[],
  at: number,
): S {
  const byKind: Readonly<Record<string, ((state: S, value: never, at: number) => S) | undefined>> = handlers;
  return updates.reduce(
    (before, { kind, value }) => byKind[kind]?.(before, value as never, at) ?? before,
    state,
  );
}
