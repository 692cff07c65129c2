import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { newId } from '@/shared/api/ids';
import { isRefusal } from '@/shared/api/refusal';
import type { JoinedCall } from '@/shared/api/schema';
import { type Joined, useKnock } from './api';
import { isKnockGone, type Standing, standingOfRefusal } from './model/doors';

/** How far one has come: choosing devices, on the way in, waiting in the lobby, turned away. */
type Stage = 'choosing' | 'joining' | 'knocking' | 'refused';

interface Options {
  readonly join: (device: string) => Promise<Joined>;
  readonly onAdmitted: (admitted: JoinedCall) => void;
}

/** Joining from the press of the button to being in, by way of the lobby where there is one. */
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

  const enter = useCallback(async () => {
    setStage('joining');
    setFailure(undefined);
    try {
      const joined = await join(device);
      // Who went away meanwhile does not want to be seen and heard any more.
      if (!isHere.current) return;
      if (joined.state === 'admitted') return onAdmitted(joined);
      setKnockId(joined.knock_id);
      setStage('knocking');
    } catch (reason) {
      setFailure(reason);
      setStage('choosing');
    }
  }, [join, device, onAdmitted]);

  useEffect(() => {
    if (stage !== 'knocking') return;
    if (answer === 'admitted') void enter();
    // Who was away so long that the knock lapsed knocks again by a press of their own.
    if (answer === 'refused' || answer === 'gone') setStage('refused');
  }, [stage, answer, enter]);

  const startAnew = useCallback(() => {
    setStage('choosing');
    setFailure(undefined);
    setKnockId(undefined);
  }, []);
  const standing = useMemo(() => standingOf(failure), [failure]);
  return {
    stage,
    enter,
    startAnew,
    /** What the refusal means for the door, where it has a screen of its own. */
    standing,
    /** Why it did not work otherwise. */
    failure: standing ? undefined : failure,
  };
}

function standingOf(failure: unknown): Standing | undefined {
  if (!isRefusal(failure)) return undefined;
  const opensAt = failure.facts['opens_at'];
  return standingOfRefusal(failure.code, typeof opensAt === 'string' ? opensAt : undefined);
}
