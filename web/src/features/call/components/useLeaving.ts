import { useEffect, useRef } from 'react';
import type { OverReason } from '../model/retry';
import type { CallSession } from '../session/session';
import { forgetCall } from '../session/store';

/** Tell once that the call is over, and forget it. */
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
    forgetCall(session);
    tell.current(over);
  }, [session, over]);
}
