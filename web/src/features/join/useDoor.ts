import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { JoinedCall } from '@/shared/api/schema';
import type { Joined, Question } from './api';
import { askAgainAfter, type Standing } from './model/doors';
import { useJoining } from './useJoining';
import { usePatience } from './usePatience';

interface Options<T> {
  /** Asks where the door stands. */
  readonly question: Question<T>;
  readonly standingOf: (told: T, isReady: boolean) => Standing;
  readonly join: (device: string) => Promise<Joined>;
  readonly onAdmitted: (admitted: JoinedCall) => void;
  /** Devices need not be tried: the call was accepted, and they were used before. */
  readonly isReadyAtOnce?: boolean;
}

/** A door: asks where it stands, opens by itself when it can, and joins who is ready. */
export function useDoor<T>({ question, standingOf, join, onAdmitted, isReadyAtOnce = false }: Options<T>) {
  const [isReady, setIsReady] = useState(isReadyAtOnce);
  const [refusedAt, setRefusedAt] = useState(0);
  const patience = usePatience();
  const joining = useJoining({ join, onAdmitted });
  const { stage, failure, enter, startAnew, standing: refusal } = joining;
  const asked = useQuery({
    ...question,
    staleTime: 0,
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => {
      if (patience.isOver) return false;
      const shown = refusal ?? (state.data && standingOf(state.data, isReady));
      return (shown && askAgainAfter(shown, Date.now())) ?? false;
    },
  });
  const { data, dataUpdatedAt, refetch } = asked;
  const own = data && standingOf(data, isReady);
  const isOpen = own?.shows === 'devices';

  useEffect(() => {
    if (refusal) setRefusedAt(Date.now());
  }, [refusal]);
  // The door was refused, and opens: what it says now is newer than the refusal.
  const isNewer = refusal !== undefined && refusedAt > 0 && dataUpdatedAt > refusedAt;
  useEffect(() => {
    if (isNewer && isOpen) startAnew();
  }, [isNewer, isOpen, startAnew]);
  useEffect(() => {
    if (isReady && isOpen && stage === 'choosing' && failure === undefined && !refusal) void enter();
  }, [isReady, isOpen, stage, failure, refusal, enter]);

  const press = useCallback(() => {
    setIsReady(true);
    // After a failure the person's own press tries again.
    if (failure !== undefined) void enter();
  }, [failure, enter]);
  const askAnew = () => {
    startAnew();
    setIsReady(false);
    patience.renew();
    void refetch();
  };
  return {
    told: data,
    error: asked.error,
    standing: stage === 'refused' ? TURNED_AWAY : (refusal ?? own),
    isKnocking: stage === 'knocking',
    isJoining: stage === 'joining',
    failure,
    isPatient: !patience.isOver,
    press,
    askAnew,
  };
}

export type Door<T> = ReturnType<typeof useDoor<T>>;

const TURNED_AWAY: Standing = { shows: 'told', told: 'refused' };
