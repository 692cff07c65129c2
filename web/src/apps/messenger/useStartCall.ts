import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useSync } from '@/data/messenger/SyncProvider';
import { loadLibrary } from '@/features/call/session/library';
import { startCall } from '@/features/call/session/store';
import type { JoinedCall } from '@/shared/api/schema';
import { loadDevices } from '@/shared/media/devices';

/** Preload the media library on the entry screen. */
export function usePreparation(): void {
  useEffect(() => void loadLibrary().catch(() => undefined), []);
}

/** Start the call that the person was admitted to. */
export function useStartCall(): (joined: JoinedCall) => void {
  const sync = useSync();
  const navigate = useNavigate();
  return useCallback(
    (joined) => {
      startCall({ joined, devices: loadDevices(), feed: sync });
      void navigate({ to: '/call/$callId', params: { callId: joined.page.call.id }, replace: true });
    },
    [sync, navigate],
  );
}
