/** The state of a call to render, as one snapshot. Pure. */
import type { Devices } from '@/shared/media/devices';
import type { View } from '../model/layout';
import type { Peer } from '../model/people';
import type { OverReason } from '../model/retry';
import type { Roster } from '../model/roster';
import { NO_MEDIA, type OwnMedia, type Phase, type WarningName } from '../model/warnings';

export type Panel = 'chat' | 'people' | 'rights' | 'settings' | 'invite';

/** The state to render. A new object whenever something changed. */
export interface CallSnapshot {
  readonly roster: Roster;
  readonly phase: Phase;
  readonly over: OverReason | undefined;
  readonly peers: readonly Peer[];
  readonly speakers: readonly string[];
  readonly own: OwnMedia;
  readonly devices: Devices;
  readonly view: View;
  readonly panel: Panel | undefined;
  readonly dismissed: ReadonlySet<WarningName>;
}

/** Return the snapshot of a call before it is connected. */
export function firstSnapshot(roster: Roster, devices: Devices): CallSnapshot {
  return {
    roster,
    phase: 'connecting',
    over: undefined,
    peers: [],
    speakers: [],
    own: NO_MEDIA,
    devices,
    view: { mode: 'grid', page: 0, pin: undefined },
    panel: undefined,
    dismissed: new Set(),
  };
}
