/** A fake of the media server's client: connects and publishes at once. */
import { EventEmitter } from 'node:events';

interface Publication {
  readonly source: string;
  readonly kind: 'audio' | 'video';
  readonly track: undefined;
  isMuted: boolean;
  readonly setSubscribed: () => void;
}

class FakeParticipant {
  readonly trackPublications = new Map<string, Publication>();
  isSpeaking = false;
  readonly connectionQuality = 'unknown';
  identity = '';

  constructor(private readonly onChange: () => void) {}

  async setMicrophoneEnabled(isOn: boolean): Promise<void> {
    this.send('microphone', isOn);
  }

  async setCameraEnabled(isOn: boolean): Promise<void> {
    this.send('camera', isOn);
  }

  async setScreenShareEnabled(isOn: boolean): Promise<void> {
    this.send('screen_share', isOn);
  }

  getTrackPublication(source: string): Publication | undefined {
    return this.trackPublications.get(source);
  }

  private send(source: string, isOn: boolean): void {
    this.trackPublications.set(source, {
      source,
      kind: source === 'microphone' ? 'audio' : 'video',
      track: undefined,
      isMuted: !isOn,
      setSubscribed: () => undefined,
    });
    this.onChange();
  }
}

/** A room in which one is alone until others come. The token is the identity. */
export class FakeRoom extends EventEmitter {
  /** The room that was opened last. */
  static last: FakeRoom | undefined;

  state = 'disconnected';
  canPlaybackAudio = true;
  readonly remoteParticipants = new Map<string, FakeParticipant>();
  readonly localParticipant = new FakeParticipant(() => this.emit('localTrackPublished'));

  async connect(_address: string, token: string): Promise<void> {
    this.localParticipant.identity = token;
    this.state = 'connected';
    FakeRoom.last = this;
  }

  /** Somebody comes with a device, and sends sound. */
  async join(identity: string): Promise<void> {
    const participant = new FakeParticipant(() => undefined);
    participant.identity = identity;
    await participant.setMicrophoneEnabled(true);
    this.remoteParticipants.set(identity, participant);
    this.emit('participantConnected', participant);
  }

  /** These and no others speak from now on. */
  speak(...identities: readonly string[]): void {
    const here = [this.localParticipant, ...this.remoteParticipants.values()];
    for (const one of here) one.isSpeaking = identities.includes(one.identity);
    const speakers = here.filter(({ isSpeaking }) => isSpeaking);
    this.emit('activeSpeakersChanged', speakers);
  }

  async disconnect(): Promise<void> {
    this.state = 'disconnected';
  }

  async startAudio(): Promise<void> {
    this.canPlaybackAudio = true;
  }

  async switchActiveDevice(): Promise<boolean> {
    return true;
  }
}
