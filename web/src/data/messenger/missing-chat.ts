import { useCallback, useEffect, useState } from 'react';
import { useSnapshot } from './hooks';
import { useSync } from './SyncProvider';

/** What the server says of a chat that is not known here; until it has been asked, nobody knows. */
export interface MissingChat {
  readonly isGone: boolean;
  readonly failure: unknown;
  readonly retry: () => void;
}

interface Asked {
  /** The connection that stood then: another one may bring the answer that was missing. */
  readonly by: number;
  readonly isGone: boolean;
  readonly failure: unknown;
}

/** Ask the server for a chat that is not known here, again with each connection. */
export function useMissingChat(chatId: string): MissingChat {
  const sync = useSync();
  const by = useSnapshot((snapshot) => snapshot.connections);
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    if (asked && (asked.isGone || asked.by === by)) return;
    setAsked({ by, isGone: false, failure: undefined });
    sync.reader.findChat(chatId).then(
      (isThere) => setAsked({ by, isGone: !isThere, failure: undefined }),
      (failure: unknown) => setAsked({ by, isGone: false, failure }),
    );
  }, [sync, chatId, by, asked]);
  const retry = useCallback(() => setAsked(undefined), []);
  return { isGone: asked?.isGone === true, failure: asked?.failure, retry };
}
