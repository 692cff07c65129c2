/** A fake of the media server's client: connects and publishes at once. */
import { EventEmitter } from 'node:events';

interface Publication {
  readonly source: string;
  readonly track: undefined;
  isMuted: boolean;
}

class FakeParticipant {
  readonly trackPublications = new Map<string, Publication>();
  readonly isSpeaking = false;
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
    this.trackPublications.set(source, { source, track: undefined, isMuted: !isOn });
    this.onChange();
  }
}

/** A room with one participant. The token is the identity. */
export class FakeRoom extends EventEmitter {
  state = 'disconnected';
  canPlaybackAudio = true;
  readonly remoteParticipants = new Map<string, never>();
  readonly localParticipant = new FakeParticipant(() => this.emit('localTrackPublished'));

  async connect(_address: string, token: string): Promise<void> {
    this.localParticipant.identity = token;
    this.state = 'connected';
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
