import { type RefObject, useEffect, useMemo, useState } from 'react';
import { type Layout, layoutOf, type Mode } from '../model/layout';
import { type Person, peopleOf, type Share, sharesOf } from '../model/people';
import { wantedOf } from '../model/subscriptions';
import type { CallSession } from '../session/session';
import type { CallSnapshot } from '../session/snapshot';

export interface Scene {
  readonly people: readonly Person[];
  readonly shares: readonly Share[];
  readonly layout: Layout;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Return the layout for this area, and request the videos that it shows. */
export function useScene(session: CallSession, snapshot: CallSnapshot, room: Room, mode?: Mode): Scene {
  const { roster, peers, speakers, view, devices } = snapshot;
  const scene = useMemo(() => {
    const people = peopleOf(roster, peers);
    const shares = sharesOf(roster, peers);
    const { spotlight_id: spotlight, is_board_open: isBoardOpen } = roster.call;
    const shown = mode ? { mode, page: 0, pin: undefined } : view;
    const layout = layoutOf({ people, shares, speakers, spotlight, isBoardOpen, view: shown, room });
    return { people, shares, layout };
  }, [roster, peers, speakers, view, room, mode]);
  const wanted = useMemo(
    () => wantedOf({ ...scene, speakers, lowTraffic: devices.lowTraffic }),
    [scene, speakers, devices.lowTraffic],
  );
  useEffect(() => session.want(wanted), [session, wanted]);
  return scene;
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
