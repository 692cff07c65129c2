/**
 * The requested tracks of others: all audio, and the wanted videos. Where all are wanted, the server subscribes
 * to them with its first answer, which is half a second faster than requesting each.
 */
import type { RemoteTrackPublication, Room } from 'livekit-client';
import type { Size, Wanted } from '../model/subscriptions';
import type { Library } from './library';
import type { Source } from './present';

export class RemoteMedia {
  private connection: { readonly room: Room; readonly library: Library } | undefined;
  /** True if the server subscribes to everything; unwanted tracks are unsubscribed. */
  isGiven = false;
  private wanted: Wanted = { cameras: new Map(), screens: new Map() };

  /** Receive over this connection. */
  attach(room: Room, library: Library, isGiven: boolean): void {
    this.connection = { room, library };
    this.isGiven = isGiven;
  }

  /** Stop requesting. */
  stop(): void {
    this.connection = undefined;
  }

  /** Request these videos and no others. */
  want(wanted: Wanted): void {
    this.wanted = wanted;
    this.subscribe();
  }

  /** True if this video is requested. */
  isWanted(identity: string, source: Source): boolean {
    return (source === 'screen' ? this.wanted.screens : this.wanted.cameras).has(identity);
  }

  /** Request the wanted tracks of the present participants, unless the server subscribes to everything. */
  meet(): void {
    if (!this.isGiven) this.subscribe();
  }

  /** Request a newly published track, unless the server subscribes to everything. */
  meetOne(publication: RemoteTrackPublication, owner: string): void {
    if (!this.isGiven) this.subscribeTo(publication, owner);
  }

  /** Request the wanted tracks of all participants, and nothing else. */
  subscribe(): void {
    for (const participant of this.connection?.room.remoteParticipants.values() ?? []) {
      for (const publication of participant.trackPublications.values()) {
        this.subscribeTo(publication, participant.identity);
      }
    }
  }

  private subscribeTo(publication: RemoteTrackPublication, owner: string): void {
    if (!this.connection) return;
    if (publication.kind === 'audio') return publication.setSubscribed(true);
    const sizes = publication.source === 'screen_share' ? this.wanted.screens : this.wanted.cameras;
    const size = sizes.get(owner);
    if (publication.isDesired !== (size !== undefined)) publication.setSubscribed(size !== undefined);
    if (size !== undefined) publication.setVideoQuality(levelOf(size, this.connection.library));
  }
}

function levelOf(size: Size, { VideoQuality: { LOW, MEDIUM, HIGH } }: Library) {
  return { low: LOW, medium: MEDIUM, high: HIGH }[size];
}
