import { useEffect, useRef } from 'react';
import type { OverReason } from '../model/retry';
import { endCall } from '../session/running';
import type { CallSession } from '../session/session';
import { useCallState } from '../session/store';

/** Call back once when the call is over, and clear it. */
export function useLeaving(session: CallSession, onLeft: (reason: OverReason) => void): void {
  const over = useCallState(session, (snapshot) => snapshot.over);
  const tell = useRef(onLeft);
  tell.current = onLeft;
  useEffect(() => {
    if (!over) return;
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    endCall(session);
    tell.current(over);
  }, [session, over]);
}
