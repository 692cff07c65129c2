/** The media server's own client in tests: one is connected at once, and what one sends is there at once. */
import { EventEmitter } from 'node:events';

interface Publication {
  readonly source: string;
  readonly track: undefined;
  isMuted: boolean;
}

class PlayedParticipant {
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

/** A room in which one is alone with oneself. The token is the identity. */
export class PlayedRoom extends EventEmitter {
  state = 'disconnected';
  canPlaybackAudio = true;
  readonly remoteParticipants = new Map<string, never>();
  readonly localParticipant = new PlayedParticipant(() => this.emit('localTrackPublished'));

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
