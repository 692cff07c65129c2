import { useMemo } from 'react';
import { useOverlays } from '@/shared/ui/Overlays';
import { changeSettings } from '../api';
import type { Acts } from '../model/toolbar';
import type { CallSession } from '../session/session';
import { toggleFullScreen } from './useFullScreen';

interface Openings {
  readonly onLayout: () => void;
  readonly onLeave: () => void;
  readonly onMinimise: () => void;
}

/** Return the actions of the controls. Failures are shown as notes. */
export function useActs(session: CallSession, { onLayout, onLeave, onMinimise }: Openings): Acts {
  const { noteFailure } = useOverlays();
  return useMemo(() => {
    const tell = (doing: Promise<unknown>) => void doing.catch(noteFailure);
    const now = () => session.snapshot;
    const me = () => now().roster.participants.get(now().roster.me);
    return {
      microphone: () => tell(session.setMicrophone(!now().own.microphone)),
      camera: () => tell(session.setCamera(!now().own.camera)),
      share: () => tell(session.setScreen(!now().own.screen)),
      hand: () => tell(session.setHand(me()?.hand_raised_at === null)),
      board: () => tell(changeSettings(session.callId, { is_board_open: !now().roster.call.is_board_open })),
      chat: () => session.open('chat'),
      people: () => session.open('people'),
      settings: () => session.open('settings'),
      layout: onLayout,
      leave: onLeave,
      minimise: onMinimise,
      expand: () => tell(toggleFullScreen()),
    };
  }, [session, noteFailure, onLayout, onLeave, onMinimise]);
}
