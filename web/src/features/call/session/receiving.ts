/**
 * What one asks for of what others send: every sound, and of the pictures those that are wanted. Where all of them are,
 * the server gives them unasked with its first answer, which is half a second sooner than to be asked for each.
 */
import type { RemoteTrackPublication, Room } from 'livekit-client';
import type { Size, Wanted } from '../model/subscriptions';
import type { Library } from './library';
import type { Source } from './present';

export class Receiving {
  private connection: { readonly room: Room; readonly library: Library } | undefined;
  /** Whether everything comes unasked; what is not wanted after all is given back. */
  isGiven = false;
  private wanted: Wanted = { cameras: new Map(), screens: new Map() };

  /** Receive over this connection from now on. */
  over(room: Room, library: Library, isGiven: boolean): void {
    this.connection = { room, library };
    this.isGiven = isGiven;
  }

  /** Ask for nothing more. */
  stop(): void {
    this.connection = undefined;
  }

  /** Ask for these pictures and no others. */
  want(wanted: Wanted): void {
    this.wanted = wanted;
    this.subscribe();
  }

  /** Tell whether this picture is asked for. */
  isWanted(identity: string, source: Source): boolean {
    return (source === 'screen' ? this.wanted.screens : this.wanted.cameras).has(identity);
  }

  /** Ask those who are there for what is wanted of them, where it does not come unasked. */
  meet(): void {
    if (!this.isGiven) this.subscribe();
  }

  /** Ask for what somebody begins to send, where it does not come unasked. */
  meetOne(publication: RemoteTrackPublication, owner: string): void {
    if (!this.isGiven) this.subscribeTo(publication, owner);
  }

  /** Ask everybody who is there for what is wanted of them, and for nothing else. */
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
