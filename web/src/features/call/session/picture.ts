/** All there is to draw of a call, as one picture. Pure. */
import type { Devices } from '@/shared/media/devices';
import type { View } from '../model/layout';
import { NO_MEDIA, type WarningName, type OwnMedia, type Phase } from '../model/warnings';
import type { Peer } from '../model/people';
import type { OverReason } from '../model/retry';
import type { Roster } from '../model/roster';

export type Panel = 'chat' | 'people' | 'rights' | 'settings' | 'invite';

/** All there is to draw. Another object whenever something changed. */
export interface CallPicture {
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

/** Give the picture of a call before anything is heard or seen. */
export function firstPicture(roster: Roster, devices: Devices): CallPicture {
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
