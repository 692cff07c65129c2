import { type RefObject, useEffect, useMemo, useState } from 'react';
import { type Layout, layoutOf, type Mode } from '../model/layout';
import { type Person, peopleOf, type Share, sharesOf } from '../model/people';
import { wantedOf } from '../model/subscriptions';
import type { CallPicture } from '../session/picture';
import type { CallSession } from '../session/session';

export interface Scene {
  readonly people: readonly Person[];
  readonly shares: readonly Share[];
  readonly layout: Layout;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Give everybody their places in this room, and ask for the pictures that it takes. */
export function useScene(session: CallSession, picture: CallPicture, room: Room, mode?: Mode): Scene {
  const { roster, peers, speakers, view, devices } = picture;
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

/** Measure how much room an element has. */
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
