import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { RouteQuery } from '@/shared/api/routes';
import type { JoinedCall } from '@/shared/api/schema';
import { localNow, serverNow } from '@/shared/clock';
import type { Joined, Joining } from './api';
import { type EntryState, pollAfter } from './model/entry-state';
import { useJoining } from './useJoining';
import { useTimeout } from './useTimeout';

interface Options<T> {
  /** The query of the entry state. */
  readonly question: RouteQuery<T>;
  readonly stateOf: (status: T, isReady: boolean) => EntryState;
  readonly join: (joining: Joining) => Promise<Joined>;
  readonly onAdmitted: (admitted: JoinedCall) => void;
  /** Skip the device screen: the call was accepted, and the devices were used before. */
  readonly isReadyAtOnce?: boolean;
}

/** The entry flow: polls the entry state, and joins as soon as it is possible and the person is ready. */
export function useEntryFlow<T>({ question, stateOf, join, onAdmitted, isReadyAtOnce = false }: Options<T>) {
  const [isReady, setIsReady] = useState(isReadyAtOnce);
  const [rejectedAt, setRejectedAt] = useState(0);
  const timeout = useTimeout();
  const joining = useJoining({ join, onAdmitted });
  const { stage, failure, enter, restart, state: rejection } = joining;
  const asked = useQuery({
    ...question,
    staleTime: 0,
    refetchIntervalInBackground: true,
    refetchInterval: ({ state }) => {
      if (timeout.isOver) return false;
      const shown = rejection ?? (state.data && stateOf(state.data, isReady));
      return (shown && pollAfter(shown, serverNow())) ?? false;
    },
  });
  const { data, dataUpdatedAt, refetch } = asked;
  const own = data && stateOf(data, isReady);
  const isOpen = own?.shows === 'devices';

  useEffect(() => {
    if (rejection) setRejectedAt(localNow());
  }, [rejection]);
  // Joining was rejected, and now it is possible: the state is newer than the rejection.
  const isNewer = rejection !== undefined && rejectedAt > 0 && dataUpdatedAt > rejectedAt;
  useEffect(() => {
    if (isNewer && isOpen) restart();
  }, [isNewer, isOpen, restart]);
  useEffect(() => {
    if (isReady && isOpen && stage === 'choosing' && failure === undefined && !rejection) void enter();
  }, [isReady, isOpen, stage, failure, rejection, enter]);

  const press = useCallback(() => {
    setIsReady(true);
    // After a failure a press tries again.
    if (failure !== undefined) void enter();
  }, [failure, enter]);
  const refetchState = () => {
    restart();
    setIsReady(false);
    timeout.restart();
    void refetch();
  };
  return {
    status: data,
    error: asked.error,
    state: stage === 'refused' ? REJECTIONS : (rejection ?? own),
    isKnocking: stage === 'knocking',
    isJoining: stage === 'joining',
    failure,
    isWaiting: !timeout.isOver,
    press,
    /** Enter here instead of on the other device. */
    move: joining.move,
    refetch: refetchState,
  };
}

export type EntryFlow<T> = ReturnType<typeof useEntryFlow<T>>;

const REJECTIONS: EntryState = { shows: 'status', status: 'refused' };
