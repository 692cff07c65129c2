/** One handler per kind: forgetting a kind that the server can send does not compile. */
export type UpdateHandlers<P extends { readonly kind: string; readonly value: unknown }, S> = {
  /** Give the state with this value in it; `at` is the seq as of which the value holds. */
  readonly [K in P['kind']]: (state: S, value: Extract<P, { kind: K }>['value'], at: number) => S;
};

/** Upsert each put. A kind that this page does not know (the server is newer) changes nothing. */
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
