import { type RefObject, useEffect, useMemo, useState } from 'react';
import { type Layout, layoutOf, type Mode } from '../model/layout';
import { wantedOf } from '../model/subscriptions';
import type { CallSession } from '../session/session';
import { keepEqual } from '../session/sharing';
import type { CallSnapshot } from '../session/snapshot';
import { useCallState } from '../session/store';

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Return the layout for this area, and request the videos that it shows. */
export function useScene(session: CallSession, room: Room, mode?: Mode): Layout {
  const { lowTraffic, view, ...scene } = useCallState(session, sceneOf);
  const { people, shares, speakers, spotlight, isBoardOpen } = scene;
  const [former, setFormer] = useState<Layout>();
  const layout = useMemo(() => {
    const shown = mode ? { mode, page: 0, pin: undefined } : view;
    const next = layoutOf({ people, shares, speakers, spotlight, isBoardOpen, view: shown, room }, former);
    return keepEqual(former, next);
  }, [people, shares, speakers, spotlight, isBoardOpen, view, room, mode, former]);
  if (layout !== former) setFormer(layout);
  const wanted = useMemo(
    () => wantedOf({ people, shares, speakers, layout, lowTraffic }),
    [people, shares, speakers, layout, lowTraffic],
  );
  useEffect(() => session.want(wanted), [session, wanted]);
  return layout;
}

function sceneOf({ people, shares, speakers, view, devices, roster: { call } }: CallSnapshot) {
  return {
    people,
    shares,
    speakers,
    view,
    lowTraffic: devices.lowTraffic,
    spotlight: call.spotlight_id,
    isBoardOpen: call.is_board_open,
  };
}

/** Measure the size of an element. */
export function useRoom(element: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState<Room>({ width: 960, height: 600 });
  useEffect(() => {
    const box = element.current;
    if (!box || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      setRoom({ width: box.clientWidth, height: box.clientHeight });
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return room;
}
