import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isApiError } from '@/shared/api/errors';
import { newId } from '@/shared/api/ids';
import type { JoinedCall } from '@/shared/api/schema';
import { type Joined, type Joining, leaveJoined, useKnock } from './api';
import { type EntryState, errorEntryState, isKnockGone } from './model/entry-state';

/** The stages of joining: choosing devices, joining, waiting in the lobby, refused. */
type Stage = 'choosing' | 'joining' | 'knocking' | 'refused';

interface Options {
  readonly join: (joining: Joining) => Promise<Joined>;
  readonly onAdmitted: (admitted: JoinedCall) => void;
}

/** Joining from the press of the button to being admitted, through the lobby where there is one. */
export function useJoining({ join, onAdmitted }: Options) {
  const [device] = useState(newId);
  const [stage, setStage] = useState<Stage>('choosing');
  const [knockId, setKnockId] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const knock = useKnock(stage === 'knocking' ? knockId : undefined);
  const answer = isKnockGone(knock.error) ? 'gone' : knock.data?.state;
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  const [moves, setMoves] = useState(false);
  const enter = useCallback(async () => {
    setStage('joining');
    setFailure(undefined);
    try {
      const joined = await join({ device, moves });
      // Who has left the screen meanwhile is not to stay in the call: it may ring, with nobody in it.
      if (!isHere.current) return await leaveAgain(joined, device);
      if (joined.state === 'admitted') return onAdmitted(joined);
      setKnockId(joined.knock_id);
      setStage('knocking');
    } catch (reason) {
      setFailure(reason);
      setStage('choosing');
    }
  }, [join, device, moves, onAdmitted]);

  useEffect(() => {
    if (stage !== 'knocking') return;
    if (answer === 'admitted') void enter();
    // If the knock has lapsed, the person must press again.
    if (answer === 'refused' || answer === 'gone') setStage('refused');
  }, [stage, answer, enter]);

  // To be asked is to be kept from a second microphone; who agrees is in the call here, and nowhere else.
  const move = useCallback(() => {
    setMoves(true);
    setFailure(undefined);
  }, []);
  const restart = useCallback(() => {
    setStage('choosing');
    setFailure(undefined);
    setKnockId(undefined);
  }, []);
  const state = useMemo(() => stateOf(failure), [failure]);
  return {
    stage,
    enter,
    restart,
    /** Let the next attempt take the place of the person's other devices. */
    move,
    /** The entry state of a rejection, where there is one. */
    state,
    /** Any other failure. */
    failure: state ? undefined : failure,
  };
}

async function leaveAgain(joined: Joined, device: string): Promise<void> {
  if (joined.state === 'admitted') await leaveJoined(joined.page.call.id, device).catch(() => undefined);
}

function stateOf(failure: unknown): EntryState | undefined {
  if (!isApiError(failure)) return undefined;
  const opensAt = failure.extra['opens_at'];
  return errorEntryState(failure.code, typeof opensAt === 'string' ? opensAt : undefined);
}
