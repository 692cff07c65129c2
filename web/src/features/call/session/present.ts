/** The connected peers and their tracks, as the media server's client has them now. */
import type { Participant, Room, Track } from 'livekit-client';
import type { Peer } from '../model/people';
import { qualityOf } from './options';

export type Source = 'camera' | 'screen';

/** The videos that can be shown, by identity and source. */
export type Tracks = ReadonlyMap<string, Track>;

/** True if this video is requested. */
type IsWanted = (identity: string, source: Source) => boolean;

/** Return the key of a device's video. */
export function keyOf(identity: string, source: Source): string {
  return `${source} ${identity}`;
}

/** Return the connected peers, the own device first, and their videos; a requested one stays until replaced. */
export function presentIn(
  room: Room,
  before: Tracks,
  isWanted: IsWanted,
): { readonly peers: readonly Peer[]; readonly tracks: Tracks } {
  const tracks = new Map<string, Track>();
  const peers = [room.localParticipant, ...room.remoteParticipants.values()].map((participant) =>
    peerOf(participant, (source, track) => {
      const key = keyOf(participant.identity, source);
      // After a reconnect the new video takes a moment: until then the last one stays.
      const shown = track ?? (isWanted(participant.identity, source) ? before.get(key) : undefined);
      if (shown) tracks.set(key, shown);
    }),
  );
  return { peers, tracks };
}

function peerOf(participant: Participant, show: (source: Source, track: Track | undefined) => void): Peer {
  const publications = new Map([...participant.trackPublications.values()].map((one) => [one.source, one]));
  const isOn = (source: string, as?: Source): boolean => {
    const publication = publications.get(source as Track.Source);
    if (!publication || publication.isMuted) return false;
    if (as) show(as, publication.track);
    return true;
  };
  return {
    identity: participant.identity,
    hasMicrophone: isOn('microphone'),
    hasCamera: isOn('camera', 'camera'),
    hasScreen: isOn('screen_share', 'screen'),
    isSpeaking: participant.isSpeaking,
    quality: qualityOf(participant.connectionQuality),
  };
}
