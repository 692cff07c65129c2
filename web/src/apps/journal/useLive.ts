import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useRefetchAll } from '@/features/journal/api';
import type { Phase } from '@/shared/stream/connection';
import { Subscription } from '@/shared/stream/subscription';
import { applyUpdates } from './apply-updates';
import { useMe } from './me';

/** Subscribe to the school's updates and apply them; return the connection's phase. */
export function useLive(): Phase {
  const { account_id } = useMe();
  const client = useQueryClient();
  const refetchAll = useRefetchAll();
  const [phase, setPhase] = useState<Phase>('connecting');
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody else signed in hears other streams
  useEffect(() => {
    const subscription = new Subscription('account', {
      onStep: (_, { updates }) => applyUpdates(client, updates),
      onResync: (streams) => {
        for (const stream of streams) subscription.startStream(stream);
        void refetchAll();
      },
      onUnsubscribed: () => void refetchAll(),
      onPhase: setPhase,
      onSignedOut: () => void refetchAll(),
    });
    subscription.start();
    return () => subscription.stop();
  }, [account_id, client]);
  return phase;
}
