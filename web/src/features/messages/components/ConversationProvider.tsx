import { type PropsWithChildren, useLayoutEffect, useMemo, useState } from 'react';
import { type ConversationActs, ConversationContext, type ConversationFacts } from './conversation';

interface Props extends PropsWithChildren {
  readonly acts: ConversationActs;
  readonly facts: ConversationFacts;
}

/** Provides the open conversation to its messages; a changed fact draws those that have selected it. */
export function ConversationProvider({ acts, facts, children }: Props) {
  const [store] = useState(() => makeStore(facts));
  useLayoutEffect(() => store.set(facts), [store, facts]);
  const conversation = useMemo(() => ({ acts, facts: store.get, subscribe: store.subscribe }), [acts, store]);
  return <ConversationContext value={conversation}>{children}</ConversationContext>;
}

function makeStore(first: ConversationFacts) {
  let facts = first;
  const listeners = new Set<() => void>();
  return {
    get: () => facts,
    set: (next: ConversationFacts) => {
      if (next === facts) return;
      facts = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
