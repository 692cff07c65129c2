import { useEffect, useRef } from 'react';
import type { OverReason } from '../model/retry';
import type { CallSession } from '../session/session';
import { endCall } from '../session/store';

/** Call back once when the call is over, and clear it. */
export function useLeaving(
  session: CallSession,
  over: OverReason | undefined,
  onLeft: (reason: OverReason) => void,
): void {
  const tell = useRef(onLeft);
  tell.current = onLeft;
  useEffect(() => {
    if (!over) return;
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    endCall(session);
    tell.current(over);
  }, [session, over]);
}
