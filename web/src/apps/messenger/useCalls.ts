import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useSync } from '@/data/messenger/SyncProvider';
import { useCall } from '@/features/call/session/running';
import { journalBefore, pathBefore } from './paths';

/** Return the functions that enter a call, and the call of this tab. */
export function useCalls() {
  const navigate = useNavigate();
  const runningId = useCall()?.callId;
  const acts = useMemo(
    () => ({
      enter: (callId: string) => void navigate({ to: '/call/$callId', params: { callId } }),
      /** Enter with the last used devices. */
      enterAtOnce: (callId: string) =>
        void navigate({ to: '/call/$callId', params: { callId }, search: { now: true } }),
    }),
    [navigate],
  );
  return { runningId, ...acts };
}

/** Return to the previous page; without one, to the call's chat or to the list. */
export function useWayBack(): (chatId?: string) => void {
  const sync = useSync();
  const navigate = useNavigate();
  const { history } = useRouter();
  return useCallback(
    (chatId) => {
      const path = pathBefore();
      const journal = journalBefore();
      if (path !== undefined) return history.push(path);
      if (journal !== undefined) return window.location.assign(journal);
      const isThere = chatId !== undefined && sync.snapshot.world.chats.has(chatId);
      void (isThere ? navigate({ to: '/chats/$chatId', params: { chatId } }) : navigate({ to: '/' }));
    },
    [sync, navigate, history],
  );
}
