import { useNavigate, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useSync } from '@/data/messenger/SyncProvider';
import { useCall } from '@/features/call/session/running';
import { journalBefore, pathBefore, wayBeside, wayOut } from './paths';

/** Return the functions that enter a call, and the call of this tab. */
export function useCalls() {
  const navigate = useNavigate();
  const runningId = useCall()?.callId;
  const acts = useMemo(
    () => ({
      enter: (callId: string) => void navigate({ to: '/call/$callId', params: { callId } }),
      /** Start a call in this chat. */
      start: (chatId: string) =>
        void navigate({ to: '/call/new/$chatId', params: { chatId }, state: { isAtOnce: true } }),
      /** Enter with the last used devices. */
      enterAtOnce: (callId: string) =>
        void navigate({ to: '/call/$callId', params: { callId }, state: { isAtOnce: true } }),
    }),
    [navigate],
  );
  return { runningId, ...acts };
}

/** Return how to leave a call for the page before it, and how to make it small without leaving it. */
export function useWaysBack() {
  const sync = useSync();
  const { history } = useRouter();
  return useMemo(() => {
    const known = (chatId?: string) => ({
      path: pathBefore(),
      journal: journalBefore(),
      chatId: chatId !== undefined && sync.snapshot.world.chats.has(chatId) ? chatId : undefined,
    });
    return {
      goBack: (chatId?: string) => {
        const way = wayOut(known(chatId));
        if ('journal' in way) window.location.assign(way.journal);
        // The page of a call is not returned to: it is over, or was not wanted.
        else history.replace(way.path);
      },
      minimise: (chatId: string) => history.push(wayBeside(known(chatId)).path),
    };
  }, [sync, history]);
}
