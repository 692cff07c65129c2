/** Who is connected, and what each of them shows, as the media server's client has it just now. */
import type { Participant, Room, Track } from 'livekit-client';
import type { Peer } from '../model/people';
import { qualityOf } from './options';

export type Source = 'camera' | 'screen';

/** The pictures that can be drawn, by whose and which they are. */
export type Tracks = ReadonlyMap<string, Track>;

/** Whether this picture is asked for. */
type IsWanted = (identity: string, source: Source) => boolean;

/** Give the name of a device's picture. */
export function keyOf(identity: string, source: Source): string {
  return `${source} ${identity}`;
}

/** Give those connected, oneself first, and their pictures; one that is asked for stays until there is a newer. */
export function presentIn(
  room: Room,
  before: Tracks,
  isWanted: IsWanted,
): { readonly peers: readonly Peer[]; readonly tracks: Tracks } {
  const tracks = new Map<string, Track>();
  const peers = [room.localParticipant, ...room.remoteParticipants.values()].map((participant) =>
    peerOf(participant, (source, track) => {
      const key = keyOf(participant.identity, source);
      // After a reconnection the new picture takes a moment: until then the last one stands.
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
