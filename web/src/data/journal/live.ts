import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { refetchAfter } from '@/shared/api/causes';
import type { Phase } from '@/shared/stream/connection';
import { Subscription } from '@/shared/stream/subscription';
import type { EntityUpdate } from '@/shared/stream/wire';
import { useMe } from './me';
import { applyUpdates } from './updates';

/**
 * Subscribe to the account's updates and apply those of its classes; `onUpdates` is told of all. Return the
 * connection's phase.
 */
export function useLive(onUpdates: (updates: readonly EntityUpdate[]) => void): Phase {
  const { account_id } = useMe();
  const client = useQueryClient();
  const [phase, setPhase] = useState<Phase>('connecting');
  const receive = useEffectEvent(onUpdates);
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody else signed in hears other streams
  useEffect(() => {
    const refetchAll = () => void refetchAfter(client, 'resync');
    const subscription = new Subscription('account', {
      onStep: (_, { updates }) => {
        applyUpdates(client, updates);
        receive(updates);
      },
      onResync: (streams) => {
        for (const stream of streams) subscription.startStream(stream);
        refetchAll();
      },
      onUnsubscribed: refetchAll,
      onPhase: setPhase,
      onSignedOut: refetchAll,
    });
    subscription.start();
    return () => subscription.stop();
  }, [account_id, client]);
  return phase;
}
