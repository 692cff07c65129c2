import { createContext, type PropsWithChildren, type ReactNode, use, useEffect, useState } from 'react';
import { ErrorState } from '@/shared/ui/ErrorState';
import { startAlerts } from './alerts';
import type { AlertWords } from './message-alerts';
import { openSync } from './open';
import type { SentKinds } from './sent-kinds';
import type { Sync } from './sync';

export const SyncContext = createContext<Sync | undefined>(undefined);

/** Return the messenger of this page. */
export function useSync(): Sync {
  const sync = use(SyncContext);
  if (!sync) throw new Error('no <SyncProvider> above');
  return sync;
}

interface Props extends PropsWithChildren {
  /** Shown while the messenger is being opened. */
  readonly loading: ReactNode;
  /** The kinds of messages that people write. */
  readonly sentKinds: SentKinds;
  readonly alertWords: AlertWords;
  /** Called when a notification is clicked. */
  readonly onOpenChat: (chatId: string) => void;
}

/** One messenger per page: React may mount twice, a socket and an outbox must not. */
let opening: Promise<Sync> | undefined;

/** Opens the messenger of the signed-in person and provides it; redirects to the sign-in if nobody is signed in. */
export function SyncProvider({ loading, sentKinds, alertWords, onOpenChat, children }: Props) {
  const [sync, setSync] = useState<Sync>();
  const [failure, setFailure] = useState<unknown>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try opens anew
  useEffect(() => {
    opening ??= openSync(sentKinds);
    opening.then(setSync, (reason: unknown) => {
      opening = undefined;
      setFailure(reason);
    });
  }, [tries]);
  useEffect(() => sync && startAlerts(sync, alertWords, onOpenChat), [sync, alertWords, onOpenChat]);
  if (sync) return <SyncContext value={sync}>{children}</SyncContext>;
  if (failure === undefined) return loading;
  const retry = () => {
    setFailure(undefined);
    setTries(tries + 1);
  };
  return <ErrorState failure={failure} onRetry={retry} />;
}
