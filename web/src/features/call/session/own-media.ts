/** The state of the person's own media, as their connection tells it. Pure. */
import type { Roster } from '@/data/call/roster';
import { isSharing, type Peer } from '../model/people';
import type { OwnMedia } from '../model/warnings';

/** What the connection tells. */
interface Connected {
  readonly peers: readonly Peer[];
  /** The identity of this device in the call. */
  readonly identity: string | undefined;
  readonly isDeaf: boolean;
}

/** Return the own media after a change of the connection. */
export function ownMediaOf(
  before: OwnMedia,
  roster: Roster,
  { peers, identity, isDeaf }: Connected,
): OwnMedia {
  const mine = peers.find((peer) => peer.identity === identity);
  return {
    ...before,
    microphone: mine?.hasMicrophone ?? false,
    camera: mine?.hasCamera ?? false,
    screen: isSharing(roster, mine ? [mine] : []),
    isDeaf,
    quality: mine?.quality ?? 'unknown',
  };
}
