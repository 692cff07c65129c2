import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { loadLibrary } from '@/features/call/session/library';
import { beginCall, useCall } from '@/features/call/session/store';
import type { JoinedCall } from '@/shared/api/schema';
import { loadDevices } from '@/shared/media/devices';
import { useSync } from '@/shared/sync/SyncProvider';
import { journalBefore, placeBefore } from './places';

/** The ways into a call, and the one that runs in this tab. */
export function useCalls() {
  const navigate = useNavigate();
  const runningId = useCall()?.callId;
  return useMemo(
    () => ({
      runningId,
      enter: (callId: string) => void navigate({ to: '/call/$callId', params: { callId } }),
      /** Enter with the devices of the last time. */
      enterAtOnce: (callId: string) =>
        void navigate({ to: '/call/$callId', params: { callId }, search: { now: true } }),
    }),
    [runningId, navigate],
  );
}

/** Load what carries media while the person is still at the door. */
export function usePreparation(): void {
  useEffect(() => void loadLibrary().catch(() => undefined), []);
}

/** Begin the call to which one was admitted. */
export function useBegin(): (joined: JoinedCall) => void {
  const sync = useSync();
  const navigate = useNavigate();
  return useCallback(
    (joined) => {
      beginCall({ joined, devices: loadDevices(), feed: sync });
      void navigate({ to: '/call/$callId', params: { callId: joined.page.call.id }, replace: true });
    },
    [sync, navigate],
  );
}

/** Go back to where one was before; who came straight here goes to the call's chat, or to the list. */
export function useWayBack(): (chatId?: string) => void {
  const sync = useSync();
  const navigate = useNavigate();
  const { history } = useRouter();
  return useCallback(
    (chatId) => {
      const place = placeBefore();
      const journal = journalBefore();
      if (place !== undefined) return history.push(place);
      if (journal !== undefined) return window.location.assign(journal);
      const isThere = chatId !== undefined && sync.snapshot.world.chats.has(chatId);
      void (isThere ? navigate({ to: '/chats/$chatId', params: { chatId } }) : navigate({ to: '/' }));
    },
    [sync, navigate, history],
  );
}
