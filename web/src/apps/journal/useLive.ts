import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useAskAnew } from '@/features/journal/api';
import type { Phase } from '@/shared/sync/connection';
import { Subscription } from '@/shared/sync/subscription';
import { useMe } from './me';
import { takeIn } from './take-in';

/** Hear what changes at the school, and bring what is shown up to date; gives how the connection stands. */
export function useLive(): Phase {
  const { account_id } = useMe();
  const client = useQueryClient();
  const askAnew = useAskAnew();
  const [phase, setPhase] = useState<Phase>('connecting');
  // biome-ignore lint/correctness/useExhaustiveDependencies: somebody else signed in hears other streams
  useEffect(() => {
    const listening = new Subscription('/ws/journal', {
      onStep: (_, { updates }) => takeIn(client, updates),
      onResync: (streams) => {
        for (const stream of streams) listening.startStream(stream);
        void askAnew();
      },
      onUnsubscribed: () => void askAnew(),
      onPhase: setPhase,
      onSignedOut: () => void askAnew(),
    });
    listening.start();
    return () => listening.stop();
  }, [account_id, client]);
  return phase;
}
